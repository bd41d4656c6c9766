#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>

#include "models/service/serving/stage_executor.h"
#include "models/service/serving/worker_process.h"

namespace tiersim::service {

/// A worker whose process loads the stage once and then computes batch after batch. If the process
/// ends, the batch that it computes fails, and a new process is started. After three processes in a
/// row that answered no batch, no new process is started and every batch fails. A batch that comes
/// while a process loads the stage waits until it is loaded.
class WarmWorker final : public StageExecutor {
 public:
  /// The type of a function that is called once, when the first process has loaded the stage or
  /// could not load it. `stage` says how the process is limited and how fast it is. If the process
  /// could not load the stage, `problem` is the reason, such as a UserError or a
  /// std::runtime_error, and the worker must not be used. Otherwise `problem` is null.
  using Loaded =
      std::function<void(const protocol::LoadedStage& stage, std::exception_ptr problem)>;
  /// Starts the first process, which loads the stage of `plan`. `loaded` is called later. Throws
  /// std::runtime_error if no process can be started.
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
  int starts_left_;  ///< processes that may be started before a batch has to be computed
  std::vector<StageInput> batch_;
  /// Callback of the current batch; null if there is no batch.
  std::function<void(StageResult&&)> done_;
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

}  // namespace tiersim::service
