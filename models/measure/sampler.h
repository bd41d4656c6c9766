#pragma once

#include <functional>
#include <memory>
#include <string>

#include "models/measure/cpu_quota.h"
#include "models/protocol/measuring.h"
#include "sim/records/profile.h"
#include "sim/records/worker_share.h"

namespace tiersim::models {

/// Times warm inferences under a share of the CPU. Stages shorter than ten quota periods of CPU
/// time are paced one by one, each sample right after an inference that is not counted; longer ones
/// run under a quota, which holds this process while the sampler lives.
class Sampler {
 public:
  using Inference = std::function<void(std::int64_t)>;
  using MakeQuota = std::function<std::unique_ptr<CpuQuota>(double cpus)>;

  /// Warms up `inference(i)`, i = 0, 1, ..., unthrottled, then decides how to hold it back.
  Sampler(Inference inference, const WorkerShare& share,
          const MakeQuota& make_quota = enforce_cpu_quota);

  /// "none", "paced" or CpuQuota::mechanism().
  std::string mechanism() const;
  /// Medians of warm inferences, unthrottled: CPU time, and what they took on as many threads.
  MeasuredTime cpu() const { return cpu_; }
  MeasuredTime unthrottled() const { return unthrottled_; }
  MeasuredTime expected() const;

  /// Times inference(first), ..., inference(first + count - 1).
  protocol::Samples take(std::int64_t first, std::int64_t count) const;

  struct Timing {
    MeasuredTime cpu, wall;
  };
  /// Times one more, the same way: after calls that are not counted.
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
