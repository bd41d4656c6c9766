#pragma once

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// The expected cost of the simulation of all scenarios of a study, without preparing and measuring
/// its models.
struct SimulationEstimate {
  /// The work of the simulation in simulated packets. A packet counts once for each link that it
  /// crosses. Each request counts as four packets more. A request over an analytic network counts
  /// as 0.3 packets in all.
  double packets{0};
  double seconds{0};  ///< time that the simulation takes on one core
};

/// Estimates how many packets the simulation of all scenarios of `study` has, and how long it takes
/// on one core, which simulates 100,000 packets per second. The model is rough: it may be wrong by
/// a factor of two or three. A request sends its payload to the first stage, the same number of
/// bytes to the second, and its answer back. In a coarse network, ten packets count as one. The
/// size of a tensor is guessed from the name of the subject. Background traffic flows all the time
/// in an open loop, otherwise only while a request's bytes are under way. Losses, waiting and
/// service times are ignored. Of many scenarios (10,000 or more), an even selection stands for all.
SimulationEstimate estimate_simulation(const ExpandedStudy& study);

/// Returns the expected work of simulating one scenario, in packets (SimulationEstimate::packets),
/// by the model of estimate_simulation(). `scenario` is an index into study.scenarios.
double expected_packets(const ExpandedStudy& study, std::size_t scenario);

}  // namespace tiersim
