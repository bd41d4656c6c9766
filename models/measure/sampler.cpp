#include "models/measure/sampler.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "models/measure/clocks.h"
#include "models/measure/disturbance.h"
#include "models/measure/inference_pacer.h"
#include "sim/base/quantile.h"

namespace tiersim::models {
namespace {

constexpr int kWarmUp = 20;  // inferences; the first ones compile kernels
constexpr double kPeriodsToThrottle = 10;

constexpr int kReference = 40;
constexpr std::chrono::nanoseconds kLong = std::chrono::milliseconds(50);
constexpr std::chrono::nanoseconds kComeBack = std::chrono::milliseconds(20);

struct Unthrottled {
  MeasuredTime cpu, wall;  ///< medians
};

/// `count` inferences, fewer of those that take long.
Unthrottled run_freely(const Sampler::Inference& inference, int count) {
  std::vector<MeasuredTime> cpu, wall;
  for (int i = 0; i < count; ++i) {
    const MeasuredTime cpu_before = cpu_now(), wall_before = wall_now();
    inference(i);
    wall.push_back({wall_now().ns - wall_before.ns});
    cpu.push_back({cpu_now().ns - cpu_before.ns});
    if (i >= 2 && static_cast<double>(wall.back().ns) * i > 2e9) break;
  }
  return {median_of(std::move(cpu)), median_of(std::move(wall))};
}

}  // namespace

Sampler::Sampler(Inference inference, const WorkerShare& share, const MakeQuota& make_quota)
    : inference_(std::move(inference)), share_(share) {
  run_freely(inference_, kWarmUp);
  const Unthrottled reference = run_freely(inference_, kReference);
  cpu_ = reference.cpu;
  unthrottled_ = reference.wall;
  if (share_.speed() > 1.0 - 1e-9) return;
  paced_ = static_cast<double>(cpu_.ns) <
           kPeriodsToThrottle * static_cast<double>(std::chrono::nanoseconds(kQuotaPeriod).count());
  if (!paced_) quota_ = make_quota(share_.cpus);
}

std::string Sampler::mechanism() const {
  return paced_ ? "paced" : quota_ ? std::string(quota_->mechanism()) : "none";
}

MeasuredTime Sampler::expected() const {
  return {std::llround(static_cast<double>(cpu_.ns) / share_.cpus)};
}

Sampler::Timing Sampler::time_paced(const std::function<void()>& inference) const {
  if (paced_) inference();  // not counted: spinning let go of the caches
  // Wall within CPU: asking for CPU time is a system call, which a stage of microseconds would
  // notice.
  const MeasuredTime cpu_before = cpu_now(), wall_before = wall_now();
  inference();
  const MeasuredTime ended = wall_now(), used{cpu_now().ns - cpu_before.ns};
  if (!paced_) return {used, {ended.ns - wall_before.ns}};
  InferencePacer(share_.speed()).wait_after(ended, used, inference);
  return {used, {wall_now().ns - wall_before.ns}};
}

protocol::Samples Sampler::take(std::int64_t first, std::int64_t count) const {
  protocol::Samples samples;
  // Not counted: others may have had the caches. A long stage does not notice.
  if (cpu_.ns < kLong.count()) inference_(first);
  const Disturbance before = disturbance_so_far();
  const MeasuredTime started = wall_now();
  for (std::int64_t i = first; i < first + count; ++i) {
    const Timing timing = time_paced([&] { inference_(i); });
    samples.service.push_back(timing.wall);
    // Within samples only: what lies between them is not the stage's.
    samples.cpu.ns += timing.cpu.ns;
    samples.wall.ns += timing.wall.ns;
  }
  const Disturbance after = disturbance_so_far();
  samples.elapsed = {wall_now().ns - started.ns};
  samples.stolen = {(after.stolen.ns - before.stolen.ns) / sysconf(_SC_NPROCESSORS_ONLN)};
  // A quota's own waits count as such, too, in some kernels.
  if (!quota_) samples.waited = {(after.waited.ns - before.waited.ns) / share_.threads};
  return samples;
}

Sampler::Timing Sampler::time(const std::function<void()>& inference) const {
  // Not counted: others had the caches and the core, a processor that idled its clock rate.
  const std::int64_t started = wall_now().ns;
  while (wall_now().ns < started + kComeBack.count()) inference();
  return time_paced(inference);
}

}  // namespace tiersim::models
