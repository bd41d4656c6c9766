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

/// Forked processes that run jobs of `work`, each one at a time. One that dies costs the job it was
/// at, and another takes its place.
///
/// The calling process must not have used LibTorch or MPI. A thread of it may write to a file
/// meanwhile: what it holds locked, a worker does not use (of the C library's own, fork() takes
/// care).
class Pool {
 public:
  Pool(std::size_t size, const JobSet& work);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::size_t size() const { return workers_.size(); }
  bool has_idle() const;
  void order(std::size_t job);  ///< to one that is idle

  /// One entry for each of them, in order, for poll().
  void watch(std::vector<pollfd>& waiting) const;

  using Next = std::function<std::optional<std::size_t>()>;
  using Finished = std::function<void(std::size_t job, std::string result)>;
  /// Takes the results that poll() found in the entries of watch(). Whoever has finished gets its
  /// next job first: what is done with a result takes time. Who did a job in next to no time gets
  /// one more ahead where there are `plenty`, so that it need not wait for its next.
  void collect(const pollfd* found, const Next& next, const std::function<bool()>& plenty,
               const Finished& finished);

 private:
  using Clock = std::chrono::steady_clock;
  struct Worker {
    pid_t process{-1};
    int socket{-1};
    std::deque<std::size_t> jobs{};  ///< the one it is at, and those ahead
    Clock::time_point begun{};
  };

  Worker start();
  static void order(Worker& worker, std::size_t job);
  static int end(Worker& worker);
  std::string replace(Worker& worker);

  const JobSet& work_;
  std::vector<Worker> workers_;
};

}  // namespace tiersim
