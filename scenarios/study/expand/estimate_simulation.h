#pragma once

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// The expected cost of the simulation of all scenarios of a study, without preparing and measuring
/// its models.
struct SimulationEstimate {
  /// Number of simulated packets. A packet counts once for each link that it crosses. A request
  /// over an analytic network counts as 0.3 packets.
  double packets{0};
  double seconds{0};  ///< time that the simulation takes on one core
};

/// Estimates how many packets the simulation of all scenarios of `study` has, and how long it takes
/// on one core. The model is rough: it may be wrong by a factor of two or three. A core simulates
/// 100,000 packets per second; a packet counts once for each link. A request sends its payload to
/// the first stage, the same number of bytes to the second, and its answer back. In a coarse
/// network a segment stands for ten packets. The size of a tensor is guessed from the name of the
/// subject. Background traffic flows all the time in an open loop, otherwise only while a request's
/// bytes are under way. Losses, waiting and service times are ignored.
SimulationEstimate estimate_simulation(const ExpandedStudy& study);

/// The expected work of one scenario, in simulated packets, by the same model as
/// estimate_simulation(). `scenario` is an index into study.scenarios.
double expected_packets(const ExpandedStudy& study, std::size_t scenario);

}  // namespace tiersim
