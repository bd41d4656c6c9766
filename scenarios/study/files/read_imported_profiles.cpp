#include "scenarios/study/files/read_imported_profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/catalog/catalog.h"
#include "scenarios/study/files/csv_table.h"
#include "scenarios/study/yaml/study_error.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"

namespace tiersim {
namespace {

constexpr double kLeastMs = 1e-6, kMostMs = 86'400'000;  // a nanosecond, a day
constexpr double kMostBytes = 1e9;
const std::vector<std::string> kRequired{"subject", "operator",   "stage",
                                         "tier",    "service_ms", "load_ms"};
const std::vector<std::string> kColumns{"subject",    "operator", "stage",        "tier",
                                        "service_ms", "load_ms",  "output_bytes", "accuracy"};

MeasuredTime from_ms(double ms) { return {std::llround(ms * 1e6)}; }

void add(const NamedCsvRow& row, ImportedProfiles& imported) {
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
  CsvColumns columns;
  std::int64_t header_line = 0;
  const std::string text = read_csv_file(path, name);
  imported.content = content_key({text});
  for_each_csv_row(text, name, [&](const CsvRow& row) {
    if (columns.empty()) {
      columns = read_csv_header(row, name, kColumns, kRequired);
      header_line = row.line;
      return;
    }
    add(NamedCsvRow(row, columns, name), imported);
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
