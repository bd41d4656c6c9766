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
/// periods, it is paced (InferencePacer): each sample follows an inference that is not counted.
/// Longer inferences run under a quota, which limits the process as long as the sampler lives. A
/// whole share needs neither.
class Sampler {
 public:
  using Inference = std::function<void(std::int64_t)>;
  using MakeQuota = std::function<std::unique_ptr<CpuQuota>(double cpus)>;

  /// Runs inference(0), inference(1), ... unthrottled, first to warm up and then to measure. Then
  /// decides how to enforce the share.
  Sampler(Inference inference, const WorkerShare& share,
          const MakeQuota& make_quota = enforce_cpu_quota);

  /// "none", "paced" or CpuQuota::mechanism().
  std::string mechanism() const;
  /// Median CPU time and wall time of a warm inference before the share is enforced.
  MeasuredTime cpu() const { return cpu_; }
  MeasuredTime unthrottled() const { return unthrottled_; }
  /// The expected time of an inference under the share: cpu() divided by the share's CPUs.
  MeasuredTime expected() const;

  /// Times inference(first), ..., inference(first + count - 1).
  protocol::Samples take(std::int64_t first, std::int64_t count) const;

  struct Timing {
    MeasuredTime cpu, wall;
  };
  /// Times one call of `inference` as take() does, after calls that are not counted.
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
