#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>
#include <vector>

#include "models/protocol/measuring.h"
#include "models/service/serving/child_process.h"
#include "models/service/serving/frame_channel.h"
#include "models/service/serving/worker_messages.h"

namespace tiersim::service {

/// How worker processes of a tier are started, and which stage they load.
struct WorkerPlan {
  std::vector<std::string> command;  ///< path of the program, then its arguments
  protocol::LoadRequest stage;       ///< the stage that they load, and the tier with its limits
};

/// A worker process of a tier service, and the socket over which the service talks to it. The
/// destructor ends the process.
class WorkerProcess {
 public:
  /// Starts the process with the command of `plan` and sends it the first message, with its role
  /// and its stage. Calls `events` when the process answers or ends. Throws std::runtime_error if
  /// no process can be started.
  WorkerProcess(boost::asio::io_context& context, const WorkerPlan& plan, WorkerRole role,
                FrameChannel::Events events);

  /// Sends a batch to the process, which answers with one message.
  void send(const std::vector<StageInput>& batch) { channel_.send(to_bytes(batch)); }

 private:
  ChildProcess process_;
  FrameChannel channel_;
};

/// Decodes the first answer of a worker process with the role WorkerRole::compute. Returns how the
/// worker is limited to its CPU share and how fast it is. If the process could not load its stage,
/// throws UserError or std::runtime_error with the reason. Throws nlohmann::json::exception if the
/// bytes are no such answer.
protocol::LoadedStage loaded_from(const std::vector<std::uint8_t>& bytes);

}  // namespace tiersim::service
