#include "models/measure/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/measure/clocks.h"
#include "models/measure/pacer.h"
#include "sim/quantile.h"

namespace tiersim::models {
namespace {

constexpr int kWarmUp = 20;  // inferences; the first ones compile kernels
constexpr int kAttempts = 3;
constexpr double kTolerance = 0.05;      // of the share
constexpr std::int64_t kLookEvery = 20;  // samples
constexpr double kPeriodsToThrottle = 10;

/// The median CPU time of one warm inference, which decides how it is throttled.
MeasuredTime warm_up(const std::function<void(std::int64_t)>& inference) {
  std::vector<MeasuredTime> times;
  for (int i = 0; i < kWarmUp; ++i) {
    const MeasuredTime before = cpu_now();
    inference(i);
    times.push_back({cpu_now().ns - before.ns});
    // Long stages need no twenty runs to be warm.
    if (i >= 2 && times.back().ns > 1'000'000'000) break;
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

Samples measure_once(const std::function<void(std::int64_t)>& inference, const SamplingPlan& plan,
                     const ThrottleRequest& request, const Pacer* pacer) {
  Samples samples;
  double cpu = 0, wall = 0;
  for (std::int64_t i = 0; i < plan.most && !samples.stable; ++i) {
    if (pacer)
      inference(i + plan.most - 1);  // not counted: what spinning let go comes back into the caches
    const MeasuredTime wall_before = wall_now(), cpu_before = cpu_now();
    inference(i);
    const MeasuredTime used{cpu_now().ns - cpu_before.ns};
    if (pacer) pacer->wait_after(used, [&] { inference(i); });
    samples.service.push_back({wall_now().ns - wall_before.ns});
    // Within samples only: what lies between them is not the stage's.
    cpu += static_cast<double>(used.ns);
    wall += static_cast<double>(samples.service.back().ns);
    const std::int64_t taken = i + 1;
    const bool look = taken == plan.most || (taken >= plan.least && taken % kLookEvery == 0);
    samples.stable =
        look && estimate_quantile(samples.service, 0.5).relative_error() <= kStableMedian;
  }
  samples.achieved_cpu_share = cpu / wall / request.cores;
  return samples;
}

}  // namespace

double reachable_share(const ThrottleRequest& request) {
  return std::min(request.share, static_cast<double>(request.threads) / request.cores);
}

int threads_for(double share, int cores) {
  return std::max(1, static_cast<int>(std::floor(share * cores + 1e-9)));
}

Samples sample_service_times(const std::function<void(std::int64_t)>& inference,
                             const SamplingPlan& plan, const ThrottleRequest& request,
                             const std::function<std::unique_ptr<CpuQuota>(double)>& make_quota) {
  const MeasuredTime cpu_per_inference = warm_up(inference);
  const double wanted = reachable_share(request);
  // The part of its threads' full speed that a stage is left with; 1 means nothing to hold back.
  const double speed = wanted * request.cores / request.threads;
  const bool throttled = speed < 1.0 - 1e-9;
  const bool paced =
      throttled &&
      static_cast<double>(cpu_per_inference.ns) <
          kPeriodsToThrottle * static_cast<double>(std::chrono::nanoseconds(kQuotaPeriod).count());
  std::unique_ptr<CpuQuota> quota;
  if (throttled && !paced) quota = make_quota(wanted * request.cores);

  Samples samples;
  for (int attempt = 0; attempt < kAttempts && !samples.valid; ++attempt) {
    const Pacer pacer(speed);
    samples = measure_once(inference, plan, request, paced ? &pacer : nullptr);
    samples.mechanism = !throttled ? "none" : paced ? "paced" : std::string(quota->mechanism());
    samples.valid = std::abs(samples.achieved_cpu_share - wanted) <= kTolerance * wanted;
  }
  if (!samples.valid) {
    samples.reason = fmt::format(
        "achieved a CPU share of {:.1f} % instead of {:.1f} % (measure on a quieter machine)",
        100 * samples.achieved_cpu_share, 100 * wanted);
  } else if (!samples.stable) {
    samples.reason = fmt::format(
        "its median is known within {:.1f} % only, after {} samples (measure on a quieter machine)",
        100 * estimate_quantile(samples.service, 0.5).relative_error(), samples.service.size());
  }
  return samples;
}

}  // namespace tiersim::models
