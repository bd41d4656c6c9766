#include "models/service/serving/stage_queue.h"

#include <algorithm>
#include <utility>

namespace tiersim::service {

StageQueue::StageQueue(const QueueRules& rules,
                       std::vector<std::unique_ptr<StageExecutor>> executors, Timing timing)
    : rules_(rules), executors_(std::move(executors)), timing_(std::move(timing)) {
  for (const auto& executor : executors_) idle_.push_back(executor.get());
}

bool StageQueue::submit(std::function<bool(StageInput&)> input, Done done) {
  // Requests that fit the batches of idle workers do not count as waiting.
  const std::size_t room = idle_.size() * rules_.batch;
  if (waiting_.size() >= room && waiting_.size() - room >= rules_.limit) return false;
  waiting_.push_back({std::move(input), std::move(done), timing_.now()});
  start_what_can();
  return true;
}

void StageQueue::start_what_can() {
  while (!idle_.empty() && !waiting_.empty()) {
    if (waiting_.size() < rules_.batch) {
      const std::int64_t left =
          waiting_.front().arrived + rules_.batch_wait.count() - timing_.now();
      if (left > 0) return wake_after(left);
    }
    start_batch();
  }
}

void StageQueue::wake_after(std::int64_t left) {
  if (woken_) return;
  woken_ = true;
  timing_.after(std::chrono::nanoseconds(left), [this, alive = std::weak_ptr<bool>(alive_)] {
    if (alive.expired()) return;
    woken_ = false;
    start_what_can();
  });
}

void StageQueue::start_batch() {
  std::vector<StageInput> inputs;
  std::vector<Done> done;
  while (inputs.size() < rules_.batch && !waiting_.empty()) {
    StageInput input;
    if (waiting_.front().input(input)) {
      inputs.push_back(std::move(input));
      done.push_back(std::move(waiting_.front().done));
    }
    waiting_.pop_front();
  }
  if (inputs.empty()) return;
  StageExecutor* const executor = idle_.back();
  idle_.pop_back();
  executor->compute(std::move(inputs), [this, executor, done](StageResult&& result) {
    idle_.push_back(executor);
    start_what_can();
    if (result.problem.empty() && result.outputs.size() != done.size())
      result.problem = "the worker answered another number of requests";
    for (std::size_t i = 0; i < done.size(); ++i)
      done[i](result, result.problem.empty() ? std::move(result.outputs[i]) : StageOutput{},
              done.size());
  });
}

}  // namespace tiersim::service
