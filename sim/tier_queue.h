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
  std::size_t limit{std::numeric_limits<std::size_t>::max()};  ///< most jobs that may wait
  std::size_t batch{1};    ///< most jobs that a worker takes together
  Duration batch_wait{0};  ///< how long the first job of a batch waits for others to join it
};

/// A tier's waiting line, first in, first out. A free worker takes as many jobs as a batch holds,
/// as soon as so many wait. It takes fewer when the first of them has waited for `batch_wait`. This
/// is dynamic batching as in NVIDIA's Triton (max_batch_size, max_queue_delay).
class TierQueue {
 public:
  using Job = std::size_t;
  struct Service {
    Duration load{0}, compute{0};
  };
  struct Events {
    /// Jobs start together. Returns how long they keep the worker busy.
    std::function<Service(const std::vector<Job>& jobs)> start;
    /// A job is done. `waited` is the time before it started.
    std::function<void(Job job, Duration waited, const Service& service)> done;
  };

  TierQueue(const QueueSettings& settings, Events events)
      : settings_(settings), events_(std::move(events)), idle_(settings.workers) {}

  /// Returns false, and does nothing, if no worker is free and the line is full.
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
  bool woken_{false};  ///< an event is scheduled that will look at the line again
  std::deque<Waiting> waiting_;
};

}  // namespace tiersim
