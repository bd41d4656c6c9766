#pragma once

#include <poll.h>
#include <sys/types.h>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/run/workers/job_set.h"

namespace tiersim {

/// Forked worker processes. Each of them runs one job at a time. If a worker dies, the job that it
/// was running fails, and a new worker takes its place.
///
/// The process that makes a pool must not have used LibTorch or MPI. A worker must not use any lock
/// that another thread of this process may hold at the time of the fork. The locks of the C library
/// itself are no problem: fork() takes care of them.
class Pool {
 public:
  using Clock = std::chrono::steady_clock;
  /// A job that takes less than this is quick.
  static constexpr Clock::duration kQuick = std::chrono::milliseconds(10);

  Pool(std::size_t size, const JobSet& job_set, Clock::duration quick = kQuick);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::size_t size() const { return workers_.size(); }
  bool has_idle() const;
  void order(std::size_t job);  ///< gives a job to a worker that is idle

  /// Adds one entry for each worker, in order, for poll().
  void watch(std::vector<pollfd>& waiting) const;

  using Next = std::function<std::optional<std::size_t>()>;
  using Finished = std::function<void(std::size_t job, std::string result)>;
  /// Takes the results that poll() found in the entries of watch(). A worker that has finished gets
  /// its next job before its result is processed, because processing takes time. A worker whose job
  /// was quick gets one more job ahead if there are `plenty`, so that it need not
  /// wait.
  void collect(const pollfd* found, const Next& next, const std::function<bool()>& plenty,
               const Finished& finished);

 private:
  struct Worker {
    pid_t process{-1};
    int socket{-1};
    std::deque<std::size_t> jobs{};  ///< the one that it runs, then those ahead
    Clock::time_point begun{};
  };

  Worker start();
  static void order(Worker& worker, std::size_t job);
  static int end(Worker& worker);
  std::string replace(Worker& worker);

  const JobSet& job_set_;
  const Clock::duration quick_;
  std::vector<Worker> workers_;
};

}  // namespace tiersim
