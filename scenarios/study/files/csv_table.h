#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/study/files/csv.h"

namespace tiersim {

/// Reads a CSV file as text. `name` is the name of the file in messages. Throws UserError
/// `name:1:1: problem (remedy)` if the file does not exist, cannot be read, is larger than 256 MiB
/// or is binary.
std::string read_csv_file(const std::filesystem::path& path, const std::string& name);

/// The index of each column of a CSV file, by the name of the column.
using CsvColumns = std::map<std::string, std::size_t>;

/// Returns the columns that the first row of a file names. `is_known` says whether a column may
/// have this name; `known` has the names that messages suggest. `required` has the names that must
/// occur. Throws UserError for an unknown column, a column that occurs twice and a missing one.
CsvColumns read_csv_header(const CsvRow& header, const std::string& file,
                           const std::vector<std::string>& known,
                           const std::vector<std::string>& required,
                           const std::function<bool(const std::string&)>& is_known = {});

/// One row of a CSV file, whose fields are found by the names of their columns.
class NamedCsvRow {
 public:
  /// Throws UserError if the row has more or fewer fields than there are columns. The arguments
  /// must outlive this object.
  NamedCsvRow(const CsvRow& row, const CsvColumns& columns, const std::string& file);

  /// Throws UserError `file:line:column: name: problem`, with the place of the field.
  [[noreturn]] void fail(const std::string& column, const std::string& problem) const;
  /// The text of a field. Throws UserError if it is empty.
  const std::string& text(const std::string& column) const;
  /// The number in a field, from `least` to `most`. Returns nullopt if the file has no such column
  /// or the field is empty. `example` is a number that the message shows. Throws UserError if the
  /// text is not a number or is out of range.
  std::optional<double> number(const std::string& column, double least, double most,
                               const char* example) const;
  const CsvField& field(const std::string& column) const {
    return row_.fields.at(columns_.at(column));
  }
  std::int64_t line() const { return row_.line; }

 private:
  const CsvRow& row_;
  const CsvColumns& columns_;
  const std::string& file_;
};

}  // namespace tiersim
