#include "scenarios/study/files/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/trim.hpp>

#include "sim/base/error.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostFields = 100;
constexpr const char* kBlank = " \t\r";

/// The field of `line` that begins at `at`, which then stands behind its comma.
CsvField next_field(const std::string& line, std::size_t& at, const std::string& place) {
  const std::size_t begin = std::min(line.find_first_not_of(kBlank, at), line.size());
  CsvField field{"", static_cast<std::int64_t>(begin) + 1};
  if (begin == line.size() || line[begin] != '"') {
    const std::size_t comma = std::min(line.find(',', at), line.size());
    field.text = boost::trim_copy(line.substr(at, comma - at));
    at = comma + 1;
    return field;
  }
  for (at = begin + 1;; ++at) {
    if (at >= line.size())
      throw UserError(fmt::format("{}:{}: the quote is not closed (end the field with a quote)",
                                  place, field.column));
    if (line[at] == '"' && (at + 1 >= line.size() || line[at + 1] != '"')) break;
    if (line[at] == '"') ++at;  // two for one
    field.text += line[at];
  }
  const std::size_t comma = std::min(line.find(',', at), line.size());
  if (!boost::trim_copy(line.substr(at + 1, comma - at - 1)).empty())
    throw UserError(
        fmt::format("{}:{}: text behind a quoted field (write a comma there)", place, at + 2));
  at = comma + 1;
  return field;
}

/// A terminal would obey a control character when a name from the file is printed.
void check_plain(const std::string& line, const std::string& place) {
  const std::size_t end = line.back() == '\r' ? line.size() - 1 : line.size();
  for (std::size_t at = 0; at < end; ++at) {
    const auto byte = static_cast<unsigned char>(line[at]);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F)
      throw UserError(
          fmt::format("{}:{}: a control character, number {} (remove it)", place, at + 1, byte));
  }
}

}  // namespace

void for_each_csv_row(const std::string& text, const std::string& file,
                      const std::function<void(const CsvRow&)>& use) {
  std::int64_t number = 0;
  const bool marked = text.rfind("\xEF\xBB\xBF", 0) == 0;
  for (std::size_t begin = marked ? 3 : 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (boost::trim_copy(line).empty()) continue;
    check_plain(line, fmt::format("{}:{}", file, number));
    CsvRow row{number, {}};
    for (std::size_t at = 0; at <= line.size();) {
      if (row.fields.size() == kMostFields)
        throw UserError(fmt::format("{}:{}:{}: more than {} fields (is it such a file?)", file,
                                    number, at + 1, kMostFields));
      row.fields.push_back(next_field(line, at, fmt::format("{}:{}", file, number)));
    }
    use(row);
  }
}

}  // namespace tiersim
