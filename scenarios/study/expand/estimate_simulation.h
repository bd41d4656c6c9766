#pragma once

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// What the simulation of a study is likely to cost. Preparing and measuring are not in it.
struct SimulationEstimate {
  double packets{0};  ///< each counted on every link it crosses; of analytic networks, a third of
                      ///< one for each request
  double seconds{0};  ///< of one core
};

/// A rough model: a core moves 100,000 packets a second over a link each, segments of a coarse
/// network standing for ten packets; a request over an analytic one is as much work as 0.3. A
/// request sends its payload (of a tensor, what inputs of such a subject hold), as much again
/// between two stages, and its answer; background traffic flows for as long as its bytes and delays
/// take. Losses, waiting and service times are left out: factors of two or three either way are to
/// be expected.
SimulationEstimate estimate_simulation(const ExpandedStudy& study);

/// The work of one scenario in terms of simulated packets, by the same model.
double expected_packets(const ExpandedStudy& study, std::size_t scenario);

}  // namespace tiersim
