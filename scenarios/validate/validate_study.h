#pragma once

#include <string>
#include <vector>

#include "scenarios/run/run_study.h"
#include "scenarios/validate/validation_rounds.h"

namespace tiersim {

struct ValidationOptions {
  /// The largest error of a median that is accepted, a fraction. That of a p95 is twice as large.
  double budget{0.05};
  std::string study;         ///< file name of the study
  std::string emulate_with;  ///< settings of the emulated half alone, as the user wrote them
  /// The validation file is RunOptions::output. The simulated halves run in RunOptions::workers
  /// processes.
  RunOptions run;
};

/// Parses the text of --budget: "5 %". Throws UserError if it is not a fraction above 0.
double parse_budget(const std::string& text);

/// Checks the number of --rounds. Throws UserError if it is below 2, because one round says nothing
/// about how repeatable the emulation is, or above 100.
void check_rounds(int rounds);

/// Simulates and emulates a study in turn, compares both halves, writes the validation file and
/// prints validation_table(). All profiles are measured before the first round, so that no
/// measurement runs beside an emulation. Each half of a round is a results file in a temporary
/// folder beside the validation file (rounds_folder()); the folder is removed at the end. If the
/// validation is interrupted, the folder remains, and OutputRules::resume continues from it.
///
/// Returns the exit status: 0: simulation and emulation agree within the budget, or differ by no
/// more than the emulation differs from itself; 1: a scenario is off or invalid; 130: interrupted.
/// Throws UserError if the study cannot be emulated here, or if the file may not be written or
/// replaced. `rounds` must not be empty.
int validate_study(const std::vector<ValidationRound>& rounds, const ValidationOptions& options);

/// The folder that holds the results files of a validation's rounds until the validation file is
/// written: "results/wan.validation.h5.rounds" for "results/wan.validation.h5".
std::filesystem::path rounds_folder(const std::filesystem::path& output);

}  // namespace tiersim
