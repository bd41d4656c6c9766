#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>

#include "models/service/serving/stage_executor.h"
#include "models/service/serving/worker_process.h"

namespace tiersim::service {

/// Reads inputs of the first stage from the test set, in a child process that stays. The cold
/// workers of a tier share one InputSource, because the time of a cold start does not include
/// reading the input.
class InputSource {
 public:
  /// Starts the process with the command of `plan`. Throws std::runtime_error if no process can be
  /// started.
  InputSource(boost::asio::io_context& context, const WorkerPlan& plan);

  /// Reads the test items StageInput::sample of a batch. Calls `done` once, later: either
  /// StageResult::outputs have the input tensors in the order of `batch`, or StageResult::problem
  /// says why the items could not be read. If the process ends, `done` gets a problem. The
  /// next call starts another process.
  void prepare(const std::vector<StageInput>& batch, std::function<void(StageResult&&)> done);

 private:
  void start();
  void answer(StageResult&& result);

  boost::asio::io_context& context_;
  const WorkerPlan plan_;
  bool has_ended_{false};
  std::deque<std::function<void(StageResult&&)>> waiting_;
  std::unique_ptr<WorkerProcess> process_;
};

/// A worker of a tier whose requests start cold. It starts a new process for each batch. The
/// process loads the stage, computes the batch and ends.
class ColdWorker final : public StageExecutor {
 public:
  /// Starts no process yet. `plan` says how the processes are started and which stage they load.
  /// `inputs` reads the inputs of the batches. It must be nullptr if the stage is not the first
  /// one, because such a stage gets its inputs from the stage before.
  ColdWorker(boost::asio::io_context& context, const WorkerPlan& plan,
             std::shared_ptr<InputSource> inputs);

  void compute(std::vector<StageInput> batch, std::function<void(StageResult&&)> done) override;

 private:
  void start(const std::vector<StageInput>& batch);
  void start_process();
  void answer(StageResult&& result);

  boost::asio::io_context& context_;
  const WorkerPlan plan_;
  const std::shared_ptr<InputSource> inputs_;
  std::unique_ptr<WorkerProcess> process_;
  std::int64_t started_{0};
  std::function<void(StageResult&&)> done_;
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

}  // namespace tiersim::service
