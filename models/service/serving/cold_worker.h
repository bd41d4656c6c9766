#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>

#include "models/service/serving/stage_executor.h"
#include "models/service/serving/worker_process.h"

namespace tiersim::service {

/// A process that turns test items into the first stage's inputs. Cold workers ask it, because
/// reading the input is no part of a cold start.
class InputSource {
 public:
  InputSource(boost::asio::io_context& context, const WorkerPlan& plan);

  /// `done` gets the inputs as tensors, or a problem.
  void prepare(const std::vector<StageInput>& batch, std::function<void(StageResult&&)> done);

 private:
  void answer(StageResult&& result);

  std::deque<std::function<void(StageResult&&)>> waiting_;
  std::unique_ptr<WorkerProcess> process_;
};

/// A worker that starts a process for each batch. The process loads the stage, computes the batch
/// and ends.
class ColdWorker final : public StageExecutor {
 public:
  /// `inputs` is not needed for a stage that gets tensors.
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
