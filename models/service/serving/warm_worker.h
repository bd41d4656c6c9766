#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>

#include "models/service/serving/stage_executor.h"
#include "models/service/serving/worker_process.h"

namespace tiersim::service {

/// A worker process that has loaded the stage. If it dies, the batch that it computed fails, and
/// another process takes its place. A batch that comes before the stage is loaded waits for it.
class WarmWorker final : public StageExecutor {
 public:
  /// `loaded` runs once, when the first process has loaded the stage or has failed to
  /// (std::exception_ptr). The worker is useless if it failed.
  using Loaded =
      std::function<void(const protocol::LoadedStage& stage, std::exception_ptr problem)>;
  WarmWorker(boost::asio::io_context& context, const WorkerPlan& plan, Loaded loaded);

  void compute(std::vector<StageInput> batch, std::function<void(StageResult&&)> done) override;

 private:
  void start();
  void start_again();
  void received(std::vector<std::uint8_t>&& bytes);
  void was_loaded(const std::vector<std::uint8_t>& bytes);
  void ended();
  void answer(StageResult&& result);
  void fail_soon(const std::string& problem);

  boost::asio::io_context& context_;
  const WorkerPlan plan_;
  Loaded first_loaded_;
  std::unique_ptr<WorkerProcess> process_;
  bool is_loaded_{false};
  int starts_left_;  ///< without a computed batch in between
  std::vector<StageInput> batch_;
  std::function<void(StageResult&&)> done_;  ///< set while a batch is to be computed
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

}  // namespace tiersim::service
