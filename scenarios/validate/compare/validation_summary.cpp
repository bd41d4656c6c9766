#include "scenarios/validate/compare/validation_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiersim {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

ErrorSummary errors_of(const std::vector<ComparedScenario>& scenarios,
                       ComparedQuantile ComparedScenario::*statistic) {
  ErrorSummary summary{kNone, kNone};
  double sum = 0, count = 0;
  for (std::size_t id = 0; id < scenarios.size(); ++id) {
    if (!scenarios[id].is_valid()) continue;
    const double error = std::abs((scenarios[id].*statistic).error);
    sum += error;
    if (count++ == 0 || error > summary.worst) {
      summary.worst = error;
      summary.worst_scenario = id;
    }
  }
  if (count > 0) summary.mean = sum / count;
  return summary;
}

std::string percent(double fraction) {
  return std::isnan(fraction) ? "- %" : fmt::format("{:.2f} %", 100 * fraction);
}

}  // namespace

ValidationSummary summarize(const std::vector<ComparedScenario>& scenarios,
                            const std::vector<Decision>& decisions) {
  const auto verdicts = [&](Verdict verdict) {
    return static_cast<std::size_t>(std::count_if(
        scenarios.begin(), scenarios.end(),
        [&](const ComparedScenario& scenario) { return scenario.verdict == verdict; }));
  };
  const auto agree =
      std::count_if(decisions.begin(), decisions.end(),
                    [](const Decision& decision) { return decision.agreement != Agreement::no; });
  return {errors_of(scenarios, &ComparedScenario::median),
          errors_of(scenarios, &ComparedScenario::p95),
          verdicts(Verdict::off),
          verdicts(Verdict::invalid),
          static_cast<std::size_t>(agree),
          decisions.size()};
}

std::string summary_line(const ValidationSummary& summary) {
  return fmt::format("median error {}, p95 error {}, decisions agree in {} of {}",
                     percent(summary.median.mean), percent(summary.p95.mean), summary.agreeing,
                     summary.decisions);
}

}  // namespace tiersim
