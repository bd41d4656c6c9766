#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Thrown if SIGINT or SIGTERM came while cells were simulated.
struct CalibrationInterrupted : std::runtime_error {
  CalibrationInterrupted() : std::runtime_error("interrupted; nothing is written") {}
};

/// The simulated latency of one cell.
struct CellTime {
  double median_ns{0};  ///< median latency of its requests, in nanoseconds; NaN: there is none
  std::string problem;  ///< why the latency cannot be trusted or is missing; empty if it is sound
};

/// Simulates these scenarios of a study in `workers` processes. Returns one result for each of
/// `scenarios`, in the same order. Throws CalibrationInterrupted.
std::vector<CellTime> simulate_cells(const ExpandedStudy& study, const MeasuredStudy& measured,
                                     const std::vector<std::size_t>& scenarios, int workers);

}  // namespace tiersim
