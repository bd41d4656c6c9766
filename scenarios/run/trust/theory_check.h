#pragma once

#include <vector>

#include "scenarios/run/trust/evidence.h"
#include "scenarios/run/trust/finished_run.h"

namespace tiersim {

/// The mean of a series of waiting times, by the method of batch means.
struct MeanWait {
  double mean{0};        ///< in the unit of the series
  double half_width{0};  ///< half of the 95 % confidence interval of the mean
};

/// The number of batches of mean_wait_of(). The first of them is left out, because the queue is
/// empty when the requests begin.
inline constexpr std::size_t kWaitBatches = 11;

/// Returns the mean of a series of dependent values and its interval by Student's t. The series is
/// cut into kWaitBatches parts of equal length, whose means are nearly independent. It must have at
/// least that many values. Source: Law & Kelton, Simulation Modeling and Analysis, 3rd ed., 9.5.3.
MeanWait mean_wait_of(const std::vector<double>& series);

/// Returns how many requests mean_wait_of() needs, so that each batch is as long as three
/// relaxation times of the queue; at least 110.
std::int64_t requests_for_check(double relaxation);

/// Compares the mean wait of a run with M/G/1, or M/G/c with several workers, with the samples of
/// the profile as service times. A closed form applies to one tier with one line, no batches and no
/// limit, with Poisson arrivals, warm, whose messages do not change the times between arrivals.
TheoryEvidence check_theory(const FinishedRun& run);

}  // namespace tiersim
