#include <fmt/format.h>

#include <set>
#include <system_error>

#include "scenarios/validate/validation_columns.h"
#include "scenarios/validate/validation_file.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/results_file.h"
#include "sim/results/write_sweeps.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

template <typename Row>
std::vector<std::vector<SweepValue>> sweeps_of(const std::vector<Row>& rows) {
  std::vector<std::vector<SweepValue>> sweeps;
  for (const Row& row : rows) sweeps.push_back(row.sweep);
  return sweeps;
}

void write_parts(Hdf5Writer& file, const std::vector<ValidatedScenario>& rows) {
  std::set<std::string> names;
  for (const ValidatedScenario& row : rows)
    for (const auto& [name, part] : row.compared.parts) names.insert(name);
  const auto write = [&](const std::string& half, const std::string& part,
                         double ComparedPart::*mean) {
    const auto value = [&](const ValidatedScenario& row) {
      const auto found = row.compared.parts.find(part);
      return found == row.compared.parts.end() ? 0 : found->second.*mean;
    };
    file.column("/validation/" + half + part, collect<Numbers>(rows, value), "ns",
                "mean of this part over the finished requests");
  };
  for (const std::string& name : names) {
    write(kSimulatedPrefix, name, &ComparedPart::simulated);
    write(kEmulatedPrefix, name, &ComparedPart::emulated);
  }
}

void write_scenarios(Hdf5Writer& file, const std::vector<ValidatedScenario>& rows) {
  file.group("/validation");
  Integers ids;
  for (std::size_t id = 0; id < rows.size(); ++id) ids.push_back(static_cast<std::int64_t>(id));
  file.column("/validation/id", ids, "", "row of /scenarios of both halves");
  for (const ScenarioText& column : kScenarioTexts)
    file.column(fmt::format("/validation/{}", column.name), collect<Texts>(rows, column.text),
                column.description);
  write_sweeps(file, "/validation", sweeps_of(rows));
  for (const Statistic& statistic : kStatistics) {
    for (const StatisticColumn& column : kStatisticColumns) {
      const auto value = [&](const ValidatedScenario& row) {
        ComparedQuantile quantile = row.compared.*statistic.member;
        return column.figure(quantile);
      };
      file.column("/validation/" + fmt::format(fmt::runtime(column.name), statistic.name),
                  collect<Numbers>(rows, value), column.unit,
                  fmt::format(fmt::runtime(column.description), statistic.name));
    }
  }
  write_parts(file, rows);
}

void write_decisions(Hdf5Writer& file, const std::vector<ValidatedDecision>& rows) {
  file.group("/decisions");
  for (const DecisionText& column : kDecisionTexts)
    file.column(fmt::format("/decisions/{}", column.name), collect<Texts>(rows, column.text),
                column.description);
  write_sweeps(file, "/decisions", sweeps_of(rows));
  const auto regret = [](const ValidatedDecision& row) { return row.decision.regret; };
  file.column("/decisions/regret", collect<Numbers>(rows, regret), "1",
              "emulated median of the simulated winner / smallest emulated median - 1");
}

void write_halves(Hdf5Writer& file, const std::string& group, const std::vector<fs::path>& rounds) {
  file.group(group);
  for (std::size_t i = 0; i < rounds.size(); ++i)
    file.copy_file(rounds[i], fmt::format("{}/{}", group, i + 1));
}

}  // namespace

void write_validation(const fs::path& path, const Validation& validation,
                      const ValidationSources& sources) {
  const PartialFile partial(path);
  std::map<std::string, std::string> attributes = sources.attributes;
  attributes["mode"] = kValidationMode;
  try {
    Hdf5Writer file(partial.path());
    file.attribute("schema_version", kSchemaVersion);
    for (const auto& [name, text] : attributes) file.attribute(name, text);
    file.attribute("budget", sources.budget);
    file.attribute("rounds", static_cast<std::int64_t>(sources.emulated.size()));
    write_halves(file, "/simulated", sources.simulated);
    write_halves(file, "/emulated", sources.emulated);
    write_scenarios(file, validation.scenarios);
    write_decisions(file, validation.decisions);
    file.close();
    publish(partial.path(), path);
  } catch (const std::exception&) {
    throw UserError(fmt::format("{}: cannot be written (is the disk full, the folder writable?)",
                                path.string()));
  }
}

}  // namespace tiersim
