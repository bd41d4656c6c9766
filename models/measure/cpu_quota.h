#pragma once

#include <chrono>
#include <memory>
#include <string_view>

namespace tiersim::models {

/// The period of a quota. The kernel's default of 100 ms gives bimodal latencies. The kernel
/// refuses quotas below 1 ms, so a period of 10 ms allows shares down to 10 % of a core. Smaller
/// shares use the closed loop.
constexpr std::chrono::milliseconds kQuotaPeriod{10};

/// Limits this process to a number of CPUs (CPU seconds per wall second) as long as the object
/// lives.
class CpuQuota {
 public:
  virtual ~CpuQuota() = default;
  /// "cgroup-v1", "cgroup-v2" or "closed-loop".
  virtual std::string_view mechanism() const = 0;
};

/// A quota that the kernel enforces: a new control group with a CPU quota, version 1 or 2,
/// whichever is mounted and may be changed. Returns nullptr if neither works.
/// Source: Linux, Documentation/scheduler/sched-bwc.rst.
std::unique_ptr<CpuQuota> enforce_by_cgroup(double cpus);

/// Removes the empty control groups that killed processes left behind.
void remove_abandoned_groups();

/// A quota that needs no privileges: a helper process stops and continues this process, so that its
/// CPU clock follows `cpus` times the wall clock. Returns nullptr only if no process can be
/// started.
std::unique_ptr<CpuQuota> enforce_by_closed_loop(double cpus);

/// Tries the control group, then the closed loop. Throws std::runtime_error if both fail.
std::unique_ptr<CpuQuota> enforce_cpu_quota(double cpus);

}  // namespace tiersim::models
