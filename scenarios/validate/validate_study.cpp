#include "scenarios/validate/validate_study.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <regex>
#include <system_error>
#include <utility>

#include "scenarios/measure/measure_study.h"
#include "scenarios/run/emulation/check_emulation.h"
#include "scenarios/run/store/output_lock.h"
#include "scenarios/run/store/provenance.h"
#include "scenarios/terminal/tell.h"
#include "scenarios/validate/read_round.h"
#include "scenarios/validate/validation_file.h"
#include "scenarios/validate/validation_table.h"
#include "sim/base/error.h"
#include "sim/base/quantity.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

/// Throws UserError if something is in the place of the rounds that no validation has put there.
void check_rounds_folder(const fs::path& folder) {
  static const std::regex ours("(simulated|emulated)-[0-9]+\\.h5(\\..*)?");
  const auto status = fs::symlink_status(folder);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status))
    throw UserError(
        fmt::format("{}: is in the place of the folder of the rounds (move it, or name "
                    "another file with -o)",
                    folder.string()));
  for (const auto& entry : fs::directory_iterator(folder))
    if (!std::regex_match(entry.path().filename().string(), ours))
      throw UserError(
          fmt::format("{}: was not written by a validation (move it, or name another "
                      "file with -o)",
                      entry.path().string()));
}

void check_place(const fs::path& output, const OutputRules& rules) {
  check_output(output);
  check_rounds_folder(rounds_folder(output));
  if (rules.force) return;
  if (fs::exists(output))
    throw UserError(fmt::format("{}: exists (use --force to replace it, or -o for another file)",
                                output.string()));
  const fs::path folder = rounds_folder(output);
  if (!rules.resume && fs::exists(folder))
    throw UserError(
        fmt::format("{}: holds what an interrupted validation has finished (use --resume to go on, "
                    "or --force to begin anew)",
                    folder.string()));
}

/// The folder of the rounds, while a validation runs.
class RoundsFolder {
 public:
  RoundsFolder(const fs::path& output, const OutputRules& rules) : path_(rounds_folder(output)) {
    if (rules.force) fs::remove_all(path_);
    std::error_code error;
    fs::create_directory(path_, error);
    if (error)
      throw UserError(
          fmt::format("{}: cannot be made (name another file with -o)", path_.string()));
  }
  /// A folder without files is of no use: it is removed.
  ~RoundsFolder() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  RoundsFolder(const RoundsFolder&) = delete;
  RoundsFolder& operator=(const RoundsFolder&) = delete;

  fs::path file(Mode mode, std::size_t round) const {
    return path_ / fmt::format("{}-{}.h5", name_of(mode), round + 1);
  }
  void remove() const {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

 private:
  fs::path path_;
};

/// Runs one half of one round. Returns false if it was interrupted.
bool run_half(const ExpandedStudy& study, const fs::path& output, const RunOptions& from,
              MeasuredStudy measured) {
  RunOptions options = from;
  options.output = output;
  options.part = true;
  options.rules = {false, from.rules.resume};
  if (study.mode == Mode::emulated) {
    options.workers = 1;
    measured.profiles.clear();  // its models compute each request
  }
  return run_study(study, options, std::move(measured)) != 130;
}

ValidatedScenario describe_scenario_of(const ExpandedStudy& study, std::size_t id) {
  const ScenarioPlan& plan = study.scenarios[id];
  return {plan.subject,
          plan.study_operator.text(),
          plan.deployment,
          study.points[plan.point].values,
          {}};
}

Validation compare(const ExpandedStudy& study, const ValidationSources& sources) {
  std::vector<std::vector<ScenarioRound>> simulated, emulated;
  for (const fs::path& file : sources.simulated) simulated.push_back(read_round(file));
  for (const fs::path& file : sources.emulated) emulated.push_back(read_round(file));
  Validation validation;
  for (std::size_t id = 0; id < study.scenarios.size(); ++id) {
    ScenarioRounds rounds;
    for (auto& round : simulated) rounds.simulated.push_back(std::move(round.at(id)));
    for (auto& round : emulated) rounds.emulated.push_back(std::move(round.at(id)));
    ValidatedScenario& scenario =
        validation.scenarios.emplace_back(describe_scenario_of(study, id));
    scenario.compared = compare_scenario(rounds, sources.budget);
  }
  validation.decisions = decisions_of(validation.scenarios);
  return validation;
}

}  // namespace

double parse_budget(const std::string& text) {
  Fraction budget;
  try {
    budget = parse_fraction(text);
  } catch (const UserError& error) {
    throw UserError(fmt::format("--budget: {}", error.what()));
  }
  if (budget.value <= 0)
    throw UserError(
        fmt::format("--budget: \"{}\" accepts no error at all (write e.g. \"5 %\")", text));
  return budget.value;
}

void check_rounds(int rounds) {
  constexpr int kMost = 100;
  if (rounds < 2)
    throw UserError(fmt::format(
        "--rounds: {} does not tell how repeatable the emulation is (use 2 or more)", rounds));
  if (rounds > kMost)
    throw UserError(fmt::format("--rounds: {} are too many (use {} or fewer)", rounds, kMost));
}

fs::path rounds_folder(const fs::path& output) { return output.string() + ".rounds"; }

int validate_study(const std::vector<ValidationRound>& rounds, const ValidationOptions& options) {
  const fs::path& output = options.run.output;
  check_place(output, options.run.rules);
  check_is_not_log(output);
  const OutputLock lock(output);
  check_emulation(rounds[0].emulated);
  tell_of_larger_messages(rounds[0].emulated);
  const ExpandedStudy& study = rounds[0].simulated;
  const MeasuredStudy measured = measure_study(study);
  const RoundsFolder folder(output, options.run.rules);
  remove_leftovers(output);
  ValidationSources sources;
  sources.budget = options.budget;
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    for (const ExpandedStudy* half : {&rounds[i].simulated, &rounds[i].emulated}) {
      tell(fmt::format("round {} of {}: {}", i + 1, rounds.size(), name_of(half->mode)));
      const fs::path file = folder.file(half->mode, i);
      if (!run_half(*half, file, options.run, measured)) return 130;
      (half->mode == Mode::simulated ? sources.simulated : sources.emulated).push_back(file);
    }
  }
  sources.attributes = provenance_of(study, measured, options.run.command);
  sources.attributes["complete"] = "yes";
  sources.attributes["study"] = options.study;
  sources.attributes["emulate_with"] = options.emulate_with;
  const Validation validation = compare(study, sources);
  write_validation(output, validation, sources);
  folder.remove();
  fmt::print("{}", validation_table(validation));
  tell(fmt::format("written to {}", output.string()));
  const ValidationSummary summary = summary_of(validation);
  return summary.off + summary.invalid > 0 ? 1 : 0;
}

}  // namespace tiersim
