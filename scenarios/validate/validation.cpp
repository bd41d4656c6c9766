#include "scenarios/validate/validation.h"

#include <algorithm>

namespace tiersim {
namespace {

bool is_same_place(const ValidatedScenario& a, const ValidatedScenario& b) {
  return a.subject == b.subject &&
         std::equal(a.sweep.begin(), a.sweep.end(), b.sweep.begin(), b.sweep.end(),
                    [](const SweepValue& x, const SweepValue& y) { return x.value == y.value; });
}

Candidate candidate_of(const ValidatedScenario& scenario) {
  const ComparedQuantile& median = scenario.compared.median;
  return {scenario.operator_name, scenario.deployment, median.simulated.value,
          median.emulated.value, median.repeatability * median.emulated.value};
}

}  // namespace

std::vector<ValidatedDecision> decisions_of(const std::vector<ValidatedScenario>& scenarios) {
  std::vector<std::vector<const ValidatedScenario*>> groups;
  for (const ValidatedScenario& scenario : scenarios) {
    if (!scenario.compared.is_valid()) continue;
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& known) {
      return is_same_place(*known.front(), scenario);
    });
    if (group == groups.end()) {
      groups.push_back({&scenario});
    } else {
      group->push_back(&scenario);
    }
  }
  std::vector<ValidatedDecision> decisions;
  for (const auto& group : groups) {
    if (group.size() < 2) continue;
    std::vector<Candidate> candidates;
    for (const ValidatedScenario* scenario : group) candidates.push_back(candidate_of(*scenario));
    decisions.push_back(
        {group.front()->subject, group.front()->sweep, compare_decisions(candidates)});
  }
  return decisions;
}

ValidationSummary summary_of(const Validation& validation) {
  std::vector<ComparedScenario> scenarios;
  for (const ValidatedScenario& scenario : validation.scenarios)
    scenarios.push_back(scenario.compared);
  std::vector<Decision> decisions;
  for (const ValidatedDecision& decision : validation.decisions)
    decisions.push_back(decision.decision);
  return summarize(scenarios, decisions);
}

}  // namespace tiersim
