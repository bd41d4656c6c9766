#pragma once

#include <deque>
#include <functional>

#include "sim/clock.h"

namespace tiersim {

/// A tier's waiting line: first in, first out, to the first of `workers` that is free.
class TierQueue {
 public:
  explicit TierQueue(int workers) : idle_(workers) {}

  /// Waits for a worker, keeps it for `service` and then runs `done(waited)`.
  void submit(Duration service, std::function<void(Duration waited)> done);

 private:
  struct Job {
    SimTime arrived;
    Duration service;
    std::function<void(Duration)> done;
  };
  void start(Job job);

  int idle_;
  std::deque<Job> waiting_;
};

}  // namespace tiersim
