#pragma once

#include <chrono>
#include <memory>
#include <string_view>

namespace tiersim::models {

/// Quotas are given out and closed loops steered once per period. The kernel's default of 100 ms
/// gives bimodal latencies; 10 ms is the shortest that keeps shares down to 10 % of a core above
/// its 1 ms minimum. Smaller ones are left to the closed loop.
constexpr std::chrono::milliseconds kQuotaPeriod{10};

/// Holds this process to a number of CPUs (CPU seconds per wall second) while it lives.
class CpuQuota {
 public:
  virtual ~CpuQuota() = default;
  virtual std::string_view mechanism() const = 0;
};

/// Enforced by the kernel: a control group of our own with a CPU quota, version 1 or 2, whichever
/// is mounted and lets us. nullptr where none does.
/// Source: Linux, Documentation/scheduler/sched-bwc.rst.
std::unique_ptr<CpuQuota> enforce_by_cgroup(double cpus);

/// A process that was killed leaves its empty group behind: removes those whose process is gone.
void remove_abandoned_groups();

/// Enforced without privileges: a helper process stops and continues this one so that its CPU clock
/// follows `cpus` times the wall clock. nullptr only where no process can be started.
std::unique_ptr<CpuQuota> enforce_by_closed_loop(double cpus);

/// The first of the two that works; throws std::runtime_error where none does.
std::unique_ptr<CpuQuota> enforce_cpu_quota(double cpus);

}  // namespace tiersim::models
