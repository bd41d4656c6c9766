#pragma once

#include <functional>
#include <memory>
#include <string>

#include "models/measure/cpu_quota.h"
#include "models/protocol/measuring.h"
#include "sim/base/measured_time.h"
#include "sim/records/worker_share.h"

namespace tiersim::models {

/// Times warm inferences under a CPU share. If an inference uses less CPU time than ten quota
/// periods (100 ms), it is paced (InferencePacer), and each sample follows an inference that is not
/// counted. Longer inferences run under a quota, which limits the process as long as the sampler
/// exists. A share of a whole core for each thread needs neither.
class Sampler {
 public:
  using Inference = std::function<void(std::int64_t)>;
  using MakeQuota = std::function<std::unique_ptr<CpuQuota>(double cpus)>;

  /// Runs inference(0), inference(1), ... without a limit, first to warm up and then to measure.
  /// Then decides how to enforce the CPU share. `make_quota` limits the process to a number of
  /// CPUs.
  Sampler(Inference inference, const WorkerShare& share,
          const MakeQuota& make_quota = enforce_cpu_quota);

  /// How the CPU share is enforced: "none", "paced" or CpuQuota::mechanism().
  std::string mechanism() const;
  /// The median CPU time (cpu()) and wall time (unthrottled()) of a warm inference without a limit,
  /// as the constructor has measured them.
  MeasuredTime cpu() const { return cpu_; }
  MeasuredTime unthrottled() const { return unthrottled_; }
  /// The expected wall time of an inference under the share: cpu() divided by the share's CPUs.
  MeasuredTime expected() const;

  /// Runs inference(first), ..., inference(first + count - 1) under the tier's CPU share, and
  /// returns the times of each.
  protocol::Samples take(std::int64_t first, std::int64_t count) const;

  /// CPU time and wall time of one inference; the wall time has the wait that pacing adds.
  struct Timing {
    MeasuredTime cpu, wall;
  };
  /// Times one call of `inference` under the share, as take() does, after 20 ms of calls that are
  /// not counted.
  Timing time(const std::function<void()>& inference) const;

 private:
  Timing time_paced(const std::function<void()>& inference) const;

  Inference inference_;
  WorkerShare share_;
  MeasuredTime cpu_, unthrottled_;
  bool paced_{false};
  std::unique_ptr<CpuQuota> quota_;
};

}  // namespace tiersim::models
