#pragma once

#include <functional>
#include <memory>
#include <string>

#include "models/measure/cpu_quota.h"
#include "models/protocol/measuring.h"
#include "sim/base/measured_time.h"
#include "sim/records/worker_share.h"

namespace tiersim::models {

/// Measures the times of warm inferences under a CPU share. If an inference uses less than 100 ms
/// of CPU time (ten quota periods), it is paced (InferencePacer). Before each sample of such an
/// inference, one inference runs that is not counted. For longer inferences, a quota limits the
/// process as long as the sampler exists. If the share is a whole core for each thread, there is
/// neither pacing nor a quota.
class Sampler {
 public:
  using Inference = std::function<void(std::int64_t)>;
  using MakeQuota = std::function<std::unique_ptr<CpuQuota>(double cpus)>;

  /// Prepares to sample. Runs inference(0), inference(1), ... with the whole CPU, first to warm up
  /// and then to measure the CPU time and the wall time of one inference, which cpu() and
  /// unthrottled() return. Then decides whether pacing, a quota or nothing enforces the CPU share.
  /// If it is a quota, calls `make_quota`, which limits the process to a number of CPUs.
  Sampler(Inference inference, const WorkerShare& share,
          const MakeQuota& make_quota = enforce_cpu_quota);

  /// How the CPU share is enforced: "none", "paced" or CpuQuota::mechanism().
  std::string mechanism() const;
  /// The median CPU time of a warm inference without a limit. The constructor has measured it.
  MeasuredTime cpu() const { return cpu_; }
  /// The median wall time of a warm inference without a limit. The constructor has measured it.
  MeasuredTime unthrottled() const { return unthrottled_; }
  /// The expected wall time of an inference under the share: cpu() divided by the share's CPUs.
  MeasuredTime expected() const;

  /// Runs inference(first), ..., inference(first + count - 1) under the tier's CPU share, and
  /// returns the times of each.
  protocol::Samples take(std::int64_t first, std::int64_t count) const;

  /// CPU time and wall time of one inference. The wall time includes the wait that pacing adds. The
  /// CPU time does not.
  struct Timing {
    MeasuredTime cpu, wall;
  };
  /// Calls `inference` without timing it for 20 ms, and then once under the tier's CPU share, as
  /// take() does. Returns the times of that last call.
  Timing time(const std::function<void()>& inference) const;
  /// Times one call of `inference` that starts at once, and holds it to the share as take() does.
  Timing time_now(const std::function<void()>& inference) const;

 private:
  Timing time_paced(const std::function<void()>& inference) const;

  Inference inference_;
  WorkerShare share_;
  MeasuredTime cpu_, unthrottled_;
  bool paced_{false};
  std::unique_ptr<CpuQuota> quota_;
};

}  // namespace tiersim::models
