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

  /// Runs inference(first), ..., inference(first + count - 1) under the tier's CPU share. Returns
  /// the wall time of each, with the wait of pacing. Also returns their CPU time and wall time in
  /// total, and the time that other guests and threads took. Inferences that are not counted run
  /// before the first one, if it is short (less than 50 ms of CPU time), and before each one that
  /// is paced.
  protocol::Samples take(std::int64_t first, std::int64_t count) const;

  /// CPU time and wall time of one inference. The wall time includes the wait that pacing adds. The
  /// CPU time does not.
  struct Timing {
    MeasuredTime cpu, wall;
  };
  /// Calls `inference` for 20 ms without timing it, and then times one call under the tier's CPU
  /// share. If inferences are paced, one more call that is not timed precedes it, and calls that
  /// are not timed fill the wait after it. Returns the times of the timed call.
  Timing time(const std::function<void()>& inference) const;
  /// Times one call of `inference` that starts at once. The tier's CPU share applies: if inferences
  /// are paced, the function waits after the call, and calls that are not timed fill the wait.
  /// Returns the times of the timed call.
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
