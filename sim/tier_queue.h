#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <vector>

#include "sim/clock.h"

namespace tiersim {

/// How a tier serves its waiting line.
struct QueueSettings {
  int workers{1};
  std::size_t limit{std::numeric_limits<std::size_t>::max()};  ///< of jobs that wait
  std::size_t batch{1};    ///< most jobs that a worker takes together
  Duration batch_wait{0};  ///< how long the first of a batch waits for others to join it
};

/// A tier's waiting line: first in, first out, to the first worker that is free. A worker takes as
/// many jobs as a batch holds, as soon as there are so many or the first of them has waited
/// `batch_wait` (dynamic batching as in NVIDIA's Triton: max_batch_size, max_queue_delay).
class TierQueue {
 public:
  using Job = std::size_t;
  struct Service {
    Duration load{0}, compute{0};
  };
  struct Events {
    /// Jobs start together: how long they keep the worker.
    std::function<Service(const std::vector<Job>& jobs)> start;
    /// A job is done, having waited so long before it started.
    std::function<void(Job job, Duration waited, const Service& service)> done;
  };

  TierQueue(const QueueSettings& settings, Events events)
      : settings_(settings), events_(std::move(events)), idle_(settings.workers) {}

  /// False, and nothing done, where no worker is free and the line is full.
  bool submit(Job job);

 private:
  struct Waiting {
    Job job;
    SimTime arrived;
  };
  void start_what_can();
  void wake_after(Duration left);
  void start_batch();

  QueueSettings settings_;
  Events events_;
  int idle_;
  bool woken_{false};  ///< an event will look at the line again, before its first job's time is up
  std::deque<Waiting> waiting_;
};

}  // namespace tiersim
