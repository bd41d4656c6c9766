#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim {

struct CsvField {
  std::string text;
  std::int64_t column;  ///< column of the line where the field begins, from 1
};

struct CsvRow {
  std::int64_t line;  ///< number of the line in the file, from 1
  std::vector<CsvField> fields;
};

/// Calls `use` with each row of a text of comma-separated values. A field in double quotes may
/// contain commas and doubled quotes, but no line break. Spaces around fields, empty lines,
/// carriage returns and a byte order mark are ignored. `file` is the name for messages. Source: RFC
/// 4180. Throws UserError, which names line and column, if a quote is not closed, if text follows a
/// closing quote, if a row has more than a hundred fields, and if it has a control character.
void for_each_csv_row(const std::string& text, const std::string& file,
                      const std::function<void(const CsvRow&)>& use);

}  // namespace tiersim
