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

/// A pool of forked worker processes. Each worker runs one job at a time. If a worker dies, the job
/// that it was running fails, and a new worker replaces it.
///
/// The process that makes a pool must not have used LibTorch or MPI. A worker must not use any lock
/// that another thread of this process may hold at the time of the fork. The locks of the C library
/// itself are no problem: fork() takes care of them.
class Pool {
 public:
  using Clock = std::chrono::steady_clock;
  /// A job that takes less time than this is quick. After a quick job, a worker may get two jobs at
  /// once (see collect()).
  static constexpr Clock::duration kQuick = std::chrono::milliseconds(10);

  /// Starts `size` workers, which run jobs with JobSet::run of `job_set`. `job_set` must outlive
  /// the pool. `quick` replaces kQuick. Throws std::runtime_error if a process cannot be started.
  Pool(std::size_t size, const JobSet& job_set, Clock::duration quick = kQuick);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::size_t size() const { return workers_.size(); }
  bool has_idle() const;
  void order(std::size_t job);  ///< gives a job to an idle worker; there must be one

  /// Appends one pollfd for each worker to `waiting`, in the order of the workers. The caller
  /// passes `waiting` to poll(). Then it passes a pointer to the first of these entries to
  /// collect().
  void watch(std::vector<pollfd>& waiting) const;

  /// The type of a function that returns the number of the next job, or nullopt if none is left.
  using Next = std::function<std::optional<std::size_t>()>;
  using Finished = std::function<void(std::size_t job, std::string result)>;
  /// Reads the result of each worker that poll() has reported, and calls `finished` with it. The
  /// result for a worker that has died comes from JobSet::failed. `found` has the entries that
  /// watch() appended. Before `finished` is called, a worker without a job gets the next one from
  /// `next`, because processing a result takes time. If the job that it has finished was quick and
  /// `plenty` returns true (many jobs are left), it gets one more job in advance, so that it need
  /// not wait.
  void collect(const pollfd* found, const Next& next, const std::function<bool()>& plenty,
               const Finished& finished);

 private:
  struct Worker {
    pid_t process{-1};
    int socket{-1};
    /// The job that the worker runs, then jobs that it got in advance.
    std::deque<std::size_t> jobs{};
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
