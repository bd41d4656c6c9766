#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <csignal>

#include "models/measure/cpu_quota.h"

namespace tiersim::models {
namespace {

double seconds(const timespec& time) {
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

volatile std::sig_atomic_t asked_to_end = 0;

/// Runs in the helper process and never returns. The parent has threads, so after fork() only
/// async-signal-safe calls are allowed: system calls on this process's own memory.
[[noreturn]] void steer(pid_t process, double cpus) {
  signal(SIGINT, SIG_IGN);  // Ctrl-C reaches the helper, too; a stopped process needs it
  signal(SIGTERM, [](int) { asked_to_end = 1; });
  clockid_t cpu_clock{};
  if (clock_getcpuclockid(process, &cpu_clock) != 0) _exit(1);
  timespec wall_start{}, cpu_start{};
  clock_gettime(CLOCK_MONOTONIC, &wall_start);
  clock_gettime(cpu_clock, &cpu_start);
  // One tenth of a period: the loop overshoots a share by at most one step.
  const timespec step{0, static_cast<long>(std::chrono::nanoseconds(kQuotaPeriod).count() / 10)};
  bool stopped = false;
  while (!asked_to_end && getppid() == process) {
    timespec wall{}, cpu{};
    clock_gettime(CLOCK_MONOTONIC, &wall);
    clock_gettime(cpu_clock, &cpu);
    const double used = seconds(cpu) - seconds(cpu_start);
    const double allowed = cpus * (seconds(wall) - seconds(wall_start));
    // A process that waited may save at most one period of CPU time, as under the kernel's quota.
    const double period = std::chrono::duration<double>(kQuotaPeriod).count();
    if (allowed - used > cpus * period) {
      wall_start = wall;
      cpu_start = cpu;
    }
    const bool ahead = used > allowed;
    if (ahead != stopped) {
      kill(process, ahead ? SIGSTOP : SIGCONT);
      stopped = ahead;
    }
    nanosleep(&step, nullptr);
  }
  if (stopped && getppid() == process) kill(process, SIGCONT);
  _exit(0);
}

class ClosedLoopQuota final : public CpuQuota {
 public:
  explicit ClosedLoopQuota(pid_t helper) : helper_(helper) {}
  ~ClosedLoopQuota() override {
    kill(helper_, SIGTERM);  // not SIGKILL: the helper continues a stopped process first
    waitpid(helper_, nullptr, 0);
  }
  std::string_view mechanism() const override { return "closed-loop"; }

 private:
  pid_t helper_;
};

}  // namespace

std::unique_ptr<CpuQuota> enforce_by_closed_loop(double cpus) {
  const pid_t process = getpid();
  const pid_t helper = fork();
  if (helper < 0) return nullptr;
  if (helper == 0) steer(process, cpus);
  return std::make_unique<ClosedLoopQuota>(helper);
}

}  // namespace tiersim::models
