#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"

namespace tiersim {

/// The seed of a scenario's random streams. It depends on the study's seed and on the scenario's
/// subject, operator, deployment and swept values. It does not depend on the scenario's number, so
/// that a scenario that is added to a study changes no other scenario. Swept values are taken in
/// their base units: "1 Mbps" and "1000 kbps" give the same seed.
std::uint64_t scenario_seed(std::int64_t study_seed, const ScenarioPlan& plan,
                            const std::vector<SweepValue>& values);

}  // namespace tiersim
