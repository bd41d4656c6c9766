#include "models/data/texts/text_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "models/data/label_numbers.h"
#include "models/data/line_reader.h"
#include "models/data/unicode.h"

namespace tiersim::models {
namespace {

constexpr std::size_t kLongestLine = 1'000'000;  // bytes
constexpr std::size_t kMostLines = 10'000'000;
constexpr const char* kRemedy =
    "write one example a line, columns parted by tabs, and name the columns in the first line: "
    "label and text, or label, text1 and text2";

using Fields = std::vector<std::string_view>;

void split_at_tabs(std::string_view line, Fields& fields) {
  fields.clear();
  for (;;) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

/// The positions of the columns in a line.
struct Columns {
  std::size_t count, label, first;
  std::optional<std::size_t> second;
};

Columns read_header(LineReader& lines, std::string& line) {
  if (!lines.next(line)) lines.fail("is empty");
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (line.rfind(kByteOrderMark, 0) == 0) line.erase(0, kByteOrderMark.size());
  if (!line.empty() && line.back() == '\r') line.pop_back();
  Fields names;
  split_at_tabs(line, names);
  const auto find = [&](std::initializer_list<std::string_view> spellings) {
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (std::find(spellings.begin(), spellings.end(), names[i]) == spellings.end()) continue;
      if (place) lines.fail(fmt::format("two columns mean \"{}\"", *spellings.begin()));
      place = i;
    }
    return place;
  };
  const auto label = find({"label", "Quality"});
  const auto single = find({"text", "sentence"});
  const auto first = find({"text1", "sentence1", "#1 String"});
  const auto second = find({"text2", "sentence2", "#2 String"});
  if (!label) lines.fail("no column is named \"label\"");
  if (single && (first || second)) lines.fail("has columns for single texts and for pairs");
  if (single) return {names.size(), *label, *single, std::nullopt};
  if (!first) lines.fail("no column is named \"text\" or \"text1\"");
  if (!second) lines.fail("no column is named \"text2\"");
  return {names.size(), *label, *first, second};
}

std::string checked_text(const LineReader& lines, std::string_view text) {
  if (text.empty()) lines.fail("a text is empty", "fill it in or leave the line out");
  if (!is_utf8(text)) lines.fail("is not UTF-8", "convert it with iconv");
  return std::string(text);
}

}  // namespace

TextTable load_text_file(const std::filesystem::path& path,
                         const std::vector<std::string>& classes) {
  LineReader lines(path, kLongestLine, kRemedy);
  std::string line;
  const Columns columns = read_header(lines, line);
  TextTable table;
  table.name = path.stem().string();
  LabelNumbers labels(classes);
  Fields fields;
  while (lines.next(line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    if (table.first.size() == kMostLines) {
      lines.fail(fmt::format("is beyond {} examples", kMostLines), "split the file");
    }
    split_at_tabs(line, fields);
    if (fields.size() != columns.count) {
      lines.fail(
          fmt::format("has {} columns, but the first line names {}", fields.size(), columns.count));
    }
    labels.add(lines, fields[columns.label]);
    table.first.push_back(checked_text(lines, fields[columns.first]));
    if (columns.second) table.second.push_back(checked_text(lines, fields[*columns.second]));
  }
  if (table.first.empty()) lines.fail("no example follows");
  table.labels = labels.numbers();
  table.classes = labels.classes();
  return table;
}

}  // namespace tiersim::models
