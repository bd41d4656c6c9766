#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim {

struct CsvField {
  std::string text;
  std::int64_t column;  ///< where it begins, from 1
};

struct CsvRow {
  std::int64_t line;  ///< from 1
  std::vector<CsvField> fields;
};

/// Comma-separated values: fields in double quotes may hold commas and doubled quotes, no line
/// breaks; spaces around fields, empty lines, carriage returns and a byte order mark are left out.
/// Source: RFC 4180. Throws UserError, naming line and column, for a quote that is not closed and
/// for more than a hundred fields.
void for_each_csv_row(const std::string& text, const std::string& file,
                      const std::function<void(const CsvRow&)>& use);

}  // namespace tiersim
