#pragma once

#include <map>
#include <string>

#include "scenarios/validate/compare/compare_parts.h"
#include "scenarios/validate/compare/compare_quantile.h"

namespace tiersim {

/// What a validation says of one scenario.
enum class Verdict {
  agrees,        ///< the errors of median and p95 are within the budget
  within_noise,  ///< an error is past the budget, but not past the emulation's own repeatability
  off,           ///< an error is past the budget and past the emulation's own repeatability
  invalid        ///< the scenario was not ok in a round, so the errors say nothing
};
/// The verdict as the validation file spells it: "agrees", "within noise", "off", "invalid".
const char* name_of(Verdict verdict);

/// The budget of the p95 is that of the median times this factor, because a tail is known less
/// well.
constexpr double kBudgetOfP95 = 2;

/// The latency of one scenario, simulated and emulated.
struct ComparedScenario {
  ComparedQuantile median, p95, p99;
  std::map<std::string, ComparedPart> parts;  ///< by the part's column in a results file
  std::string blame;                          ///< part_to_blame()
  std::string problem;                        ///< why the scenario is invalid; else empty
  Verdict verdict{Verdict::invalid};

  bool is_valid() const { return problem.empty(); }
};

/// Compares a scenario. `budget` is the largest error of the median that is accepted, a fraction.
/// The scenario is invalid if it has a problem in a round of either half, or if one half has a
/// round without finished requests. Its figures are calculated all the same.
ComparedScenario compare_scenario(const ScenarioRounds& rounds, double budget);

}  // namespace tiersim
