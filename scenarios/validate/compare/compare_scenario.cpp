#include "scenarios/validate/compare/compare_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

/// The first problem of a half; empty if there is none.
std::string problem_of(const char* half, const std::vector<ScenarioRound>& rounds) {
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    if (!rounds[i].problem.empty())
      return fmt::format("{}, round {}: {}", half, i + 1, rounds[i].problem);
    if (rounds[i].latency.empty())
      return fmt::format("{}, round {}: no request was answered", half, i + 1);
  }
  return "";
}

Verdict verdict_of(const ComparedQuantile& quantile, double budget) {
  const double error = std::abs(quantile.error);
  if (error <= budget) return Verdict::agrees;
  return error <= quantile.repeatability ? Verdict::within_noise : Verdict::off;
}

}  // namespace

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::agrees:
      return "agrees";
    case Verdict::within_noise:
      return "within noise";
    case Verdict::off:
      return "off";
    case Verdict::invalid:
      break;
  }
  return "invalid";
}

ComparedScenario compare_scenario(const ScenarioRounds& rounds, double budget) {
  ComparedScenario compared{compare_quantile(rounds, 0.5),
                            compare_quantile(rounds, 0.95),
                            compare_quantile(rounds, 0.99),
                            compare_parts(rounds),
                            "",
                            problem_of("simulated", rounds.simulated)};
  if (compared.problem.empty()) compared.problem = problem_of("emulated", rounds.emulated);
  compared.blame = part_to_blame(compared.parts);
  if (compared.is_valid())  // the later of two verdicts is the worse one
    compared.verdict = std::max(verdict_of(compared.median, budget),
                                verdict_of(compared.p95, kBudgetOfP95 * budget));
  return compared;
}

}  // namespace tiersim
