#pragma once

#include <string>
#include <vector>

#include "scenarios/run/trust/evidence.h"
#include "sim/records/stage_profile.h"
#include "sim/simulate.h"

namespace tiersim {

/// Returns half of the 95 % confidence interval of the median, divided by the median: the same as
/// QuantileEstimate::relative_error(), in a small part of its time. Infinite if the samples are too
/// few to bound the interval, or if there are none.
double median_interval(std::vector<MeasuredTime> samples);

/// Returns how well the service time of each stage is known. With several batch sizes, it is the
/// profile whose median is known worst. Empty if the stages compute live.
std::vector<ProfileEvidence> profile_evidence(const Scenario& scenario);

}  // namespace tiersim
