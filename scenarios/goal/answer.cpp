#include "scenarios/goal/answer.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "scenarios/study/study.h"

namespace tiersim {
namespace {

/// A number by which scenarios are ordered: less is better.
double order_of(const GoalCandidate& candidate, const Criterion& criterion) {
  const double value = candidate.figures[0].value;
  if (std::isnan(value)) return std::numeric_limits<double>::infinity();
  return criterion.is_least ? -value : value;
}

}  // namespace

int preference_rank(const std::string& deployment, const std::string& prefer) {
  if (prefer.empty()) return 2;
  if (deployment == prefer) return 0;
  const std::vector<std::string> tiers = tiers_of(deployment);
  return std::find(tiers.begin(), tiers.end(), prefer) == tiers.end() ? 2 : 1;
}

PointAnswer answer_at(const GoalPoint& point, const std::vector<Criterion>& criteria,
                      const std::string& prefer) {
  // Those that meet the goal come first. Only among them the preference counts.
  const auto key = [&](const GoalCandidate& candidate) {
    const bool meets = candidate.judgement.meets();
    return std::make_tuple(!meets, meets ? preference_rank(candidate.deployment, prefer) : 0,
                           meets ? 0 : candidate.judgement.shortfall,
                           order_of(candidate, criteria[0]));
  };
  PointAnswer answer{point.value, nullptr, Sureness::surely_not};
  for (const GoalCandidate* candidate : point.candidates) {
    if (!candidate->is_usable) continue;
    answer.sureness = std::min(answer.sureness, candidate->judgement.sureness);
    if (!answer.chosen || key(*candidate) < key(*answer.chosen)) answer.chosen = candidate;
  }
  if (answer.is_met()) answer.sureness = answer.chosen->judgement.sureness;
  return answer;
}

}  // namespace tiersim
