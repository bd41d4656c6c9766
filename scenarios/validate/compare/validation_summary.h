#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/validate/compare/compare_decisions.h"
#include "scenarios/validate/compare/compare_scenario.h"

namespace tiersim {

/// The errors of one statistic over the valid scenarios of a study. Errors count without their
/// sign. Both are NaN if no scenario is valid.
struct ErrorSummary {
  double mean, worst;
  std::size_t worst_scenario{0};  ///< number of the scenario with the worst error
};

/// A validation in a few figures.
struct ValidationSummary {
  ErrorSummary median, p95;
  std::size_t off{0}, invalid{0};         ///< numbers of scenarios with these verdicts
  std::size_t agreeing{0}, decisions{0};  ///< decisions that agree or are tied; all decisions
};

/// Summarizes the scenarios and decisions of a study.
ValidationSummary summarize(const std::vector<ComparedScenario>& scenarios,
                            const std::vector<Decision>& decisions);

/// The last line that `tiersim validate` prints: "median error 1.20 %, p95 error 3.40 %, decisions
/// agree in 5 of 6". The errors are means. A mean that is not known is "-".
std::string summary_line(const ValidationSummary& summary);

}  // namespace tiersim
