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

constexpr int kWarmUp = 20;                // inferences; the first ones compile kernels
constexpr int kReference = 40;             // inferences that give the unthrottled medians
constexpr double kPeriodsToThrottle = 10;  // a stage of less CPU time is paced
// A stage of more CPU time than this needs no uncounted call before its samples.
constexpr std::chrono::nanoseconds kLongStage = std::chrono::milliseconds(50);
// How long the uncounted calls take before a single inference is timed.
constexpr std::chrono::nanoseconds kRewarmTime = std::chrono::milliseconds(20);

struct Unthrottled {
  MeasuredTime cpu, wall;  ///< medians
};

/// Runs `count` inferences, or fewer if they would take more than 2 s.
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
  if (paced_) inference();  // not counted: refills the caches, which were lost while spinning
  return time_now(inference);
}

Sampler::Timing Sampler::time_now(const std::function<void()>& inference) const {
  // The CPU clock is read outside the wall times: reading it is a system call, which would be
  // noticeable in a stage of microseconds.
  const MeasuredTime cpu_before = cpu_now(), wall_before = wall_now();
  inference();
  const MeasuredTime ended = wall_now(), used{cpu_now().ns - cpu_before.ns};
  if (!paced_) return {used, {ended.ns - wall_before.ns}};
  InferencePacer(share_.speed()).wait_after(ended, used, inference);
  return {used, {wall_now().ns - wall_before.ns}};
}

protocol::Samples Sampler::take(std::int64_t first, std::int64_t count) const {
  protocol::Samples samples;
  // Not counted: refills the caches, which other processes may have used. A long stage needs no
  // refill.
  if (cpu_.ns < kLongStage.count()) inference_(first);
  const Disturbance before = disturbance_so_far();
  const MeasuredTime started = wall_now();
  for (std::int64_t i = first; i < first + count; ++i) {
    const Timing timing = time_paced([&] { inference_(i); });
    samples.service.push_back(timing.wall);
    // Sums over the samples only: the time between two samples is not the stage's.
    samples.cpu.ns += timing.cpu.ns;
    samples.wall.ns += timing.wall.ns;
  }
  const Disturbance after = disturbance_so_far();
  samples.elapsed = {wall_now().ns - started.ns};
  samples.stolen = {(after.stolen.ns - before.stolen.ns) / sysconf(_SC_NPROCESSORS_ONLN)};
  // Some kernels count the waits that a quota causes, too. So `waited` stays 0 under a quota.
  if (!quota_) samples.waited = {(after.waited.ns - before.waited.ns) / share_.threads};
  return samples;
}

Sampler::Timing Sampler::time(const std::function<void()>& inference) const {
  // Not counted: refills the caches, which other processes may have used, and lets an idle
  // processor raise its clock rate.
  const std::int64_t started = wall_now().ns;
  while (wall_now().ns < started + kRewarmTime.count()) inference();
  return time_paced(inference);
}

}  // namespace tiersim::models
