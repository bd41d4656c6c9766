#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <vector>

#include "sim/clock.h"

namespace tiersim {

/// How a tier serves its queue of jobs.
struct QueueSettings {
  int workers{1};  ///< number of workers; each serves one batch at a time
  /// Most jobs that may wait while all workers are busy. submit() rejects more.
  std::size_t limit{std::numeric_limits<std::size_t>::max()};
  std::size_t batch{1};  ///< most jobs that one worker serves together
  /// Longest time that the first job of a batch waits for others to join it.
  Duration batch_wait{0};
};

/// The workers of a tier and its queue of jobs, first in, first out. A free worker starts a batch
/// as soon as enough jobs for a full batch wait. It starts a smaller batch when the first job has
/// waited for `batch_wait`. This is dynamic batching as in NVIDIA's Triton (max_batch_size,
/// max_queue_delay).
class TierQueue {
 public:
  /// A number by which the caller knows the job.
  using Job = std::size_t;
  /// The time that a batch keeps its worker busy: first to load the model, then to compute.
  struct Service {
    Duration load{0}, compute{0};
  };
  /// The functions that the queue calls.
  struct Events {
    /// Called when a worker starts a batch of jobs. Must return how long the batch keeps the worker
    /// busy.
    std::function<Service(const std::vector<Job>& jobs)> start;
    /// Called for each job of a batch when the batch is done. `waited` is the time that the job was
    /// in the queue before its batch started.
    std::function<void(Job job, Duration waited, const Service& service)> done;
  };

  TierQueue(const QueueSettings& settings, Events events)
      : settings_(settings), events_(std::move(events)), idle_(settings.workers) {}

  /// Adds a job to the queue. Returns false and does nothing if no worker is free and `limit` jobs
  /// wait already.
  bool submit(Job job);

  /// The time that workers were busy up to now, summed over the workers. A batch that is not done
  /// counts up to now.
  Duration busy_time() const;

 private:
  struct Waiting {
    Job job;
    SimTime arrived;
  };
  void start_what_can();
  void wake_after(Duration left);
  void start_batch();
  void change_idle(int by);

  QueueSettings settings_;
  Events events_;
  int idle_;
  Duration busy_{0};   ///< busy_time() at `changed_`
  SimTime changed_{};  ///< when `idle_` last changed
  bool woken_{false};  ///< whether an event is already scheduled that checks the queue again
  std::deque<Waiting> waiting_;
};

}  // namespace tiersim
