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

/// How many requests may wait at a tier, and how the tier forms batches of them.
struct QueueRules {
  std::size_t limit{std::numeric_limits<std::size_t>::max()};  ///< most requests that may wait
  std::size_t batch{1};                                        ///< most requests of one batch
  std::chrono::nanoseconds batch_wait{0};  ///< how long a request waits for its batch to fill
};

/// The queue of requests in front of the workers of a tier, in real time. It has the same rules as
/// the simulated queue (sim/tier_queue.h). Requests are served in the order in which they came. A
/// free worker takes a batch as soon as QueueRules::batch requests wait. It takes fewer requests
/// when the first of them has waited for QueueRules::batch_wait.
class StageQueue {
 public:
  /// The type of a function that is called when one request was computed or failed. `result` is the
  /// result of its batch, `output` is the output of this request, and `batch` is the number of
  /// requests in the batch. If `result.problem` is not empty, `output` has no content.
  using Done =
      std::function<void(const StageResult& result, StageOutput&& output, std::size_t batch)>;

  /// Makes an empty queue. Each of the `executors` is one worker. `timing` is the clock for
  /// QueueRules::batch_wait.
  StageQueue(const QueueRules& rules, std::vector<std::unique_ptr<StageExecutor>> executors,
             Timing timing);

  /// Adds a request to the queue and returns true. Returns false, and does nothing, if no worker is
  /// free and QueueRules::limit requests wait. When a worker takes the request, the queue calls
  /// `input`, which writes the input of the request and returns true. If `input` returns false,
  /// nobody waits for the request: it is removed, and `done` is not called.
  bool submit(std::function<bool(StageInput& input)> input, Done done);

  /// The number of requests that no worker has taken yet.
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
  bool woken_{false};  ///< whether an event of `timing_` will call start_what_can()
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

}  // namespace tiersim::service
