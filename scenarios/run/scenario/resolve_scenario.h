#pragma once

#include "network/fidelity.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results.h"
#include "sim/simulate.h"

namespace tiersim {

/// A request stops at the tiers that compute; where messages are stored and forwarded, on its way
/// there and back, too.
Journey journey_of(const Study& study, const std::string& deployment);

/// A scenario of a study as the simulator takes it, all but its network. Throws std::runtime_error
/// where it cannot be.
Scenario scenario_of(const ExpandedStudy& study, std::size_t id, const MeasuredStudy& measured,
                     const ScenarioResult& described);

/// What is sent, as far as it decides how coarsely that may be simulated.
Traffic traffic_of(const Scenario& scenario);

/// How long no request may end: TCP tries for minutes to get through, but Wi-Fi's beacons and
/// retries take as long to simulate as they last.
Duration patience_of(const Topology& topology, const Transport& transport,
                     const Scenario& scenario);

}  // namespace tiersim
