#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/measure/cpu_quota.h"
#include "sim/profile.h"

namespace tiersim::models {

/// How a tier's CPU share is put into force for one stage.
struct ThrottleRequest {
  double share{1.0};  ///< of each core, (0, 1]
  int cores{1};
  int threads{1};  ///< that the stage computes with
};

/// How many samples to take: `least`, and then more, up to `most`, until the 95 % confidence
/// interval of the median lies within 2 % of it.
struct SamplingPlan {
  std::int64_t least, most;
};

struct Samples {
  std::vector<MeasuredTime> service;
  double achieved_cpu_share{
      0};                 ///< CPU seconds of the stage per wall second of its samples, and core
  std::string mechanism;  ///< "none", "paced" or CpuQuota::mechanism()
  bool valid{false};
  bool stable{false};  ///< whether the median came to lie within 2 %
  std::string reason;  ///< why it is not valid, or not stable
};

/// What a process of `threads` threads can use of the share: a thread cannot fill two cores.
double reachable_share(const ThrottleRequest& request);

/// Measures `inference(i)`, i = 0, 1, ..., under the share: warm-up first, then samples as
/// planned.
/// Stages shorter than ten quota periods of CPU time are paced one by one, each sample right after
/// an inference that is not counted; longer ones run under `make_quota(cpus)`. A run whose achieved
/// share is more than 5 % off is repeated, twice at most, and marked invalid if that does not help.
Samples sample_service_times(
    const std::function<void(std::int64_t)>& inference, const SamplingPlan& plan,
    const ThrottleRequest& request,
    const std::function<std::unique_ptr<CpuQuota>(double)>& make_quota = enforce_cpu_quota);

/// max(1, floor(share * cores)): two threads under one core's quota are slower than one.
int threads_for(double share, int cores);

}  // namespace tiersim::models
