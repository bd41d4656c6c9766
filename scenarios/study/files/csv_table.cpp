#include "scenarios/study/files/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "models/catalog/nearest_name.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/error.h"
#include "sim/base/regular_file.h"

namespace tiersim {
namespace {

constexpr std::size_t kLargestFile = 256u << 20;  // bytes: some million rows

}  // namespace

std::string read_csv_file(const std::filesystem::path& path, const std::string& name) {
  if (const std::string problem = why_not_a_file(path); !problem.empty())
    throw UserError(fmt::format("{}:1:1: {}", name, problem));
  std::error_code error;
  if (std::filesystem::file_size(path, error) > kLargestFile)
    throw UserError(fmt::format("{}:1:1: is larger than 256 MiB (bring fewer samples)", name));
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad())
    throw UserError(fmt::format("{}:1:1: cannot be read (check its permissions)", name));
  if (text.find('\0') != std::string::npos)
    throw UserError(fmt::format("{}:1:1: is binary, not CSV (name a CSV file)", name));
  return text;
}

CsvColumns read_csv_header(const CsvRow& header, const std::string& file,
                           const std::vector<std::string>& known,
                           const std::vector<std::string>& required,
                           const std::function<bool(const std::string&)>& is_known) {
  CsvColumns columns;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const CsvField& field = header.fields[i];
    const auto fail = [&](const std::string& problem) {
      throw UserError(fmt::format("{}:{}:{}: {}: {}", file, header.line, field.column,
                                  printable(field.text), problem));
    };
    const bool fits = std::find(known.begin(), known.end(), field.text) != known.end() ||
                      (is_known && is_known(field.text));
    if (!fits) {
      const std::string near = nearest_name(field.text, known);
      fail(near.empty() ? fmt::format("unknown column (known: {})", fmt::join(known, ", "))
                        : fmt::format("unknown column (did you mean \"{}\"?)", near));
    }
    if (!columns.emplace(field.text, i).second) fail("occurs twice (keep one)");
  }
  for (const std::string& name : required) {
    if (columns.count(name) == 0)
      throw UserError(fmt::format("{}:{}:1: {}: no such column (begin with the line {})", file,
                                  header.line, name, fmt::join(required, ",")));
  }
  return columns;
}

NamedCsvRow::NamedCsvRow(const CsvRow& row, const CsvColumns& columns, const std::string& file)
    : row_(row), columns_(columns), file_(file) {
  if (row.fields.size() != columns.size())
    throw UserError(fmt::format("{}:{}:1: has {} fields, the first line {} (write as many)", file,
                                row.line, row.fields.size(), columns.size()));
}

void NamedCsvRow::fail(const std::string& column, const std::string& problem) const {
  throw UserError(fmt::format("{}:{}:{}: {}: {}", file_, row_.line, field(column).column,
                              printable(column), problem));
}

const std::string& NamedCsvRow::text(const std::string& column) const {
  if (field(column).text.empty()) fail(column, "is empty (fill it in)");
  return field(column).text;
}

std::optional<double> NamedCsvRow::number(const std::string& column, double least, double most,
                                          const char* example) const {
  if (columns_.count(column) == 0 || field(column).text.empty()) return std::nullopt;
  const std::string& written = field(column).text;
  double value = 0;
  const char* const end = written.data() + written.size();
  const auto [rest, error] = std::from_chars(written.data(), end, value);
  if (error != std::errc{} || rest != end || !std::isfinite(value))
    fail(column,
         fmt::format("\"{}\" is not a number (write e.g. {})", printable(written), example));
  if (value < least || value > most)
    fail(column, fmt::format("{} is out of range (use {} to {})", written, least, most));
  return value;
}

}  // namespace tiersim
