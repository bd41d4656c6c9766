#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "models/service/serving/stage_executor.h"
#include "models/service/serving/timing.h"

namespace tiersim::service {

/// How a tier serves its waiting line. The number of workers is that of the executors.
struct QueueRules {
  std::size_t limit{std::numeric_limits<std::size_t>::max()};  ///< most requests that may wait
  std::size_t batch{1};                    ///< most requests that a worker takes together
  std::chrono::nanoseconds batch_wait{0};  ///< how long the first one waits for others to join it
};

/// A tier's waiting line in real time. It has the rules of the simulated line (sim/tier_queue.h):
/// first in, first out; a free worker takes as many requests as a batch holds, as soon as so many
/// wait, or fewer when the first of them has waited for `batch_wait`.
class StageQueue {
 public:
  /// Of one request: the result of its batch, its output, and how many the batch had.
  using Done =
      std::function<void(const StageResult& result, StageOutput&& output, std::size_t batch)>;

  StageQueue(const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors,
             Timing timing);

  /// Returns false, and does nothing, if no worker is free and the line is full. `input` is asked
  /// for the input when a worker takes the request. A request whose `input` returns false is left
  /// out: nobody waits for it.
  bool submit(std::function<bool(StageInput& input)> input, Done done);

  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Waiting {
    std::function<bool(StageInput&)> input;
    Done done;
    std::int64_t arrived;
  };
  void start_what_can();
  void wake_after(std::int64_t left);
  void start_batch();

  const QueueRules rules_;
  const std::vector<std::unique_ptr<StageExecutor>> executors_;
  const Timing timing_;
  std::vector<StageExecutor*> idle_;
  std::deque<Waiting> waiting_;
  bool woken_{false};  ///< an event will look at the line again
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

}  // namespace tiersim::service
