#include "scenarios/goal/criterion.h"

namespace tiersim {

std::vector<Criterion> criteria_of(const Goal& goal) {
  std::vector<Criterion> all;
  const auto add_latency = [&](const char* name, const std::optional<Duration>& limit,
                               double quantile) {
    if (limit) all.push_back({name, "ns", static_cast<double>(limit->count()), false, quantile});
  };
  add_latency("p99", goal.p99, 0.99);
  add_latency("p95", goal.p95, 0.95);
  add_latency("median", goal.median, 0.5);
  if (goal.accuracy) all.push_back({"accuracy", "1", goal.accuracy->value, true});
  if (goal.energy) all.push_back({"energy", "J", goal.energy->value, false});
  return all;
}

}  // namespace tiersim
