#pragma once

#include <string>
#include <vector>

#include "scenarios/goal/candidates.h"
#include "scenarios/goal/sweep_groups.h"

namespace tiersim {

/// The answer at one point of a sweep.
struct PointAnswer {
  double value;  ///< of the path that the answer runs along; NaN if there is none
  /// Of the scenarios that meet the goal, the one to take: that of the preferred tier, then the
  /// best by the first criterion. If none meets it, the one that comes closest. nullptr if no
  /// scenario is valid here.
  const GoalCandidate* chosen{nullptr};
  /// How surely the chosen scenario meets the goal. If none meets it, the best that any scenario
  /// has.
  Sureness sureness{Sureness::surely_not};

  /// Whether a scenario meets the goal here.
  bool is_met() const { return chosen && chosen->judgement.meets(); }
};

/// How far a deployment is the preferred one: 0 if it computes on the tier `prefer` alone, 1 if it
/// also computes on others, 2 if it does not compute there or no tier is preferred. Less is better.
int preference_rank(const std::string& deployment, const std::string& prefer);

/// Answers a goal at one point. `criteria` are those that the candidates were judged by, and
/// `prefer` is the preferred tier or empty.
PointAnswer answer_at(const GoalPoint& point, const std::vector<Criterion>& criteria,
                      const std::string& prefer);

}  // namespace tiersim
