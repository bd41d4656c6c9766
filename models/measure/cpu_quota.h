#pragma once

#include <chrono>
#include <memory>
#include <string_view>

namespace tiersim::models {

/// The period of a CPU quota. The kernel's default of 100 ms gives bimodal latencies. The kernel
/// refuses quotas below 1 ms per period, so a period of 10 ms allows shares down to 10 % of a core.
/// For a smaller share enforce_by_cgroup() fails, and enforce_by_closed_loop() limits the process.
constexpr std::chrono::milliseconds kQuotaPeriod{10};

/// A limit of this process to a number of CPUs (CPU seconds per wall second). The limit ends when
/// the object is destroyed.
class CpuQuota {
 public:
  virtual ~CpuQuota() = default;
  /// How the limit is enforced: "cgroup-v1", "cgroup-v2" or "closed-loop".
  virtual std::string_view mechanism() const = 0;
};

/// Limits this process to `cpus` CPU seconds per wall second as long as the returned object exists,
/// by a quota that the kernel enforces. The process joins a new control group, of version 1 or 2,
/// whichever is mounted and may be changed, and leaves it when the object is destroyed. Until then,
/// SIGTERM removes the group and ends the process. Returns nullptr if neither version works.
/// Source: Linux, Documentation/scheduler/sched-bwc.rst.
std::unique_ptr<CpuQuota> enforce_by_cgroup(double cpus);

/// Removes the empty control groups of tiersim whose process has ended without removing them.
void remove_abandoned_groups();

/// Limits this process to `cpus` CPU seconds per wall second as long as the returned object exists.
/// No privileges are needed: a helper process stops this process (SIGSTOP) whenever its CPU time is
/// above `cpus` times the wall time, and continues it later (SIGCONT). Returns nullptr only if no
/// process can be started.
std::unique_ptr<CpuQuota> enforce_by_closed_loop(double cpus);

/// Limits this process to `cpus` CPU seconds per wall second as long as the returned object exists:
/// by enforce_by_cgroup() or, if that fails, by enforce_by_closed_loop(). Throws std::runtime_error
/// if both fail.
std::unique_ptr<CpuQuota> enforce_cpu_quota(double cpus);

}  // namespace tiersim::models
