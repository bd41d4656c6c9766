#include "models/data/texts/debian_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_stream.hpp>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/unicode.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kDebianHeader = "split\tlabel\tpackage\ttext";
constexpr std::size_t kMostTexts = 100'000;  // bounds the memory that a file can claim
constexpr std::size_t kLongestText = 10'000;

struct Description {
  std::string split, section, text;
};

/// Reads the lines of a gzip file. Its errors name the line last read.
class CompressedLines {
 public:
  explicit CompressedLines(std::filesystem::path path)
      : path_(std::move(path)), file_(path_, std::ios::binary) {
    if (!file_) fail("cannot be read");
    stream_.push(boost::iostreams::gzip_decompressor());
    stream_.push(file_);
  }

  bool next(std::string& line) {
    if (!std::getline(stream_, line)) {
      // The stream turns errors of the decompression into this state.
      if (stream_.bad()) fail("is not a whole gzip file");
      return false;
    }
    ++number_;
    return true;
  }

  [[noreturn]] void fail(const std::string& problem) const {
    throw UserError(fmt::format("{}:{}: {} (restore the file from the repository)", path_.string(),
                                number_, problem));
  }

 private:
  std::filesystem::path path_;
  std::ifstream file_;
  boost::iostreams::filtering_istream stream_;
  std::size_t number_{0};
};

Description parse_description(const CompressedLines& lines, std::string_view line) {
  std::vector<std::string> fields;
  for (int field = 0; field < 3; ++field) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) lines.fail("has no four columns");
    fields.emplace_back(line.substr(0, tab));
    line.remove_prefix(tab + 1);
  }
  if (fields[0] != "train" && fields[0] != "test") lines.fail("is neither train nor test");
  if (line.empty() || line.size() > kLongestText || line.find('\t') != std::string_view::npos ||
      !is_utf8(line))
    lines.fail("has no text of one to 10,000 bytes of UTF-8");
  return {fields[0], fields[1], std::string(line)};
}

std::vector<Description> read_descriptions(const std::filesystem::path& path) {
  CompressedLines lines(path);
  std::string line;
  if (!lines.next(line) || line != kDebianHeader) lines.fail("does not name the columns");
  std::vector<Description> descriptions;
  while (lines.next(line)) {
    if (descriptions.size() == kMostTexts) lines.fail("is one text too many");
    descriptions.push_back(parse_description(lines, line));
  }
  if (descriptions.empty()) lines.fail("no text follows");
  return descriptions;
}

}  // namespace

TextTable load_debian_sections(Split split) {
  return load_debian_sections(split, TIERSIM_DEBIAN_SECTIONS);
}

TextTable load_debian_sections(Split split, const std::filesystem::path& file) {
  std::vector<Description> descriptions = read_descriptions(file);
  std::map<std::string, std::int64_t> numbers;  // of the sections of both splits
  for (const Description& each : descriptions) numbers.emplace(each.section, 0);
  TextTable table;
  table.name = "debian_sections";
  for (auto& [section, number] : numbers) {
    number = static_cast<std::int64_t>(table.classes.size());
    table.classes.push_back(section);
  }
  for (Description& each : descriptions) {
    if ((each.split == "train") != (split == Split::train)) continue;
    table.first.push_back(std::move(each.text));
    table.labels.push_back(numbers.at(each.section));
  }
  return table;
}

}  // namespace tiersim::models
