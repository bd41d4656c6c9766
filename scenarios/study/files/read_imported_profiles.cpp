#include "scenarios/study/files/read_imported_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "models/catalog/catalog.h"
#include "models/catalog/nearest_name.h"
#include "scenarios/study/files/csv.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"
#include "sim/base/regular_file.h"

namespace tiersim {
namespace {

constexpr std::size_t kLargestFile = 256u << 20;         // bytes: some million samples
constexpr double kLeastMs = 1e-6, kMostMs = 86'400'000;  // a nanosecond, a day
constexpr double kMostBytes = 1e9;
const std::vector<std::string> kRequired{"subject", "operator",   "stage",
                                         "tier",    "service_ms", "load_ms"};
const std::vector<std::string> kColumns{"subject",    "operator", "stage",        "tier",
                                        "service_ms", "load_ms",  "output_bytes", "accuracy"};

std::string read_text(const std::filesystem::path& path, const std::string& name) {
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

/// One row by the names of its columns.
class Row {
 public:
  Row(const CsvRow& row, const std::map<std::string, std::size_t>& columns, const std::string& file)
      : row_(row), columns_(columns), file_(file) {}

  [[noreturn]] void fail(const std::string& column, const std::string& problem) const {
    throw UserError(
        fmt::format("{}:{}:{}: {}: {}", file_, row_.line, field(column).column, column, problem));
  }
  std::string text(const std::string& column) const {
    if (field(column).text.empty()) fail(column, "is empty (fill it in)");
    return field(column).text;
  }
  /// Nothing where the file has no such column, or nothing stands in it.
  std::optional<double> number(const std::string& column, double least, double most,
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
  std::int64_t line() const { return row_.line; }

 private:
  const CsvField& field(const std::string& column) const {
    return row_.fields.at(columns_.at(column));
  }
  const CsvRow& row_;
  const std::map<std::string, std::size_t>& columns_;
  const std::string& file_;
};

std::map<std::string, std::size_t> columns_of(const CsvRow& header, const std::string& file) {
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const CsvField& field = header.fields[i];
    const auto fail = [&](const std::string& problem) {
      throw UserError(fmt::format("{}:{}:{}: {}: {}", file, header.line, field.column,
                                  printable(field.text), problem));
    };
    if (std::find(kColumns.begin(), kColumns.end(), field.text) == kColumns.end()) {
      const std::string near = nearest_name(field.text, kColumns);
      fail(near.empty() ? fmt::format("unknown column (known: {})", fmt::join(kColumns, ", "))
                        : fmt::format("unknown column (did you mean \"{}\"?)", near));
    }
    if (!columns.emplace(field.text, i).second) fail("occurs twice (keep one)");
  }
  for (const std::string& name : kRequired) {
    if (columns.count(name) == 0)
      throw UserError(fmt::format("{}:{}:1: {}: no such column (begin with the line {})", file,
                                  header.line, name, fmt::join(kRequired, ",")));
  }
  return columns;
}

MeasuredTime from_ms(double ms) { return {std::llround(ms * 1e6)}; }

void add(const Row& row, ImportedProfiles& imported) {
  ImportedVariant& variant = imported.variants[{row.text("subject"), row.text("operator")}];
  const std::string tier = row.text("tier");
  const std::vector<std::string> tiers = names_of(known_tiers());
  if (std::find(tiers.begin(), tiers.end(), tier) == tiers.end())
    row.fail("tier", fmt::format("unknown tier \"{}\" (use one of {})", printable(tier),
                                 fmt::join(tiers, ", ")));
  const std::string stage = row.text("stage");
  if (stage != "0" && stage != "1")
    row.fail("stage", fmt::format("\"{}\" is no stage (use 0, or 0 and 1 where the model is split)",
                                  printable(stage)));
  row.text("service_ms");
  ImportedStage& samples = variant.stages[{stage == "1" ? 1 : 0, tier}];
  if (samples.service.empty()) samples.first_line = row.line();
  samples.last_line = row.line();
  samples.service.push_back(from_ms(*row.number("service_ms", kLeastMs, kMostMs, "12.5")));
  if (const auto load = row.number("load_ms", 0, kMostMs, "350"))
    samples.load.push_back(from_ms(*load));
  if (const auto bytes = row.number("output_bytes", 1, kMostBytes, "1000")) {
    if (*bytes != std::round(*bytes))
      row.fail("output_bytes", "is not a whole number (write e.g. 1000)");
    const Bytes output{std::llround(*bytes)};
    if (samples.output && !(*samples.output == output))
      row.fail("output_bytes", "differs from what rows above say of this stage (keep one)");
    samples.output = output;
  }
  if (const auto accuracy = row.number("accuracy", 0, 1, "0.93")) {
    if (variant.accuracy && *variant.accuracy != *accuracy)
      row.fail("accuracy", "differs from what rows above say of this model (keep one)");
    variant.accuracy = accuracy;
  }
}

}  // namespace

ImportedProfiles read_imported_profiles(const std::filesystem::path& path,
                                        const std::string& name) {
  ImportedProfiles imported;
  imported.file = name;
  std::map<std::string, std::size_t> columns;
  std::int64_t header_line = 0;
  const std::string text = read_text(path, name);
  imported.content = content_key({text});
  for_each_csv_row(text, name, [&](const CsvRow& row) {
    if (columns.empty()) {
      columns = columns_of(row, name);
      header_line = row.line;
      return;
    }
    if (row.fields.size() != columns.size())
      throw UserError(fmt::format("{}:{}:1: has {} fields, the first line {} (write as many)", name,
                                  row.line, row.fields.size(), columns.size()));
    add(Row(row, columns, name), imported);
  });
  if (columns.empty())
    throw UserError(
        fmt::format("{}:1:1: is empty (begin with the line {})", name, fmt::join(kRequired, ",")));
  if (imported.variants.empty())
    throw UserError(
        fmt::format("{}:{}:1: holds no samples (add a row each)", name, header_line + 1));
  for (const auto& [id, variant] : imported.variants) {
    std::map<int, const ImportedStage*> sends;
    for (const auto& [place, stage] : variant.stages) {
      if (!stage.output) continue;
      const ImportedStage& other = *sends.emplace(place.first, &stage).first->second;
      if (!(*other.output == *stage.output))
        throw UserError(fmt::format(
            "{}:{}:1: output_bytes: differs from what line {} says of the same stage elsewhere "
            "(name the operators of models that differ differently)",
            name, std::max(stage.first_line, other.first_line),
            std::min(stage.first_line, other.first_line)));
    }
    if (!variant.is_split()) continue;
    // Stage 0 sorts first.
    if (const auto& [place, stage] = *variant.stages.begin(); place.first != 0)
      throw UserError(
          fmt::format("{}:{}:1: stage: {} {} has rows of stage 1 and none of stage 0 (add rows of "
                      "stage 0, or write 0 where the model is not split)",
                      name, stage.first_line, id.first, id.second));
    for (const auto& [place, stage] : variant.stages) {
      if (place.first == 0 && !stage.output)
        throw UserError(
            fmt::format("{}:{}:1: output_bytes: is missing of the first half of {} {} "
                        "(say what it sends on)",
                        name, stage.first_line, id.first, id.second));
    }
  }
  return imported;
}

}  // namespace tiersim
