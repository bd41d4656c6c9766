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

/// What worker processes are started with.
struct WorkerPlan {
  std::vector<std::string> command;  ///< program and arguments
  protocol::LoadRequest stage;
};

/// A worker process of a service, and the messages to it. It ends with this object.
class WorkerProcess {
 public:
  /// Starts the process and tells it its role.
  WorkerProcess(boost::asio::io_context& context, const WorkerPlan& plan, WorkerRole role,
                FrameChannel::Events events);

  void send(const std::vector<StageInput>& batch) { channel_.send(to_bytes(batch)); }

 private:
  ChildProcess process_;
  FrameChannel channel_;
};

/// Reads the answer of a worker that was told to load: throws UserError or std::runtime_error if it
/// is an error.
protocol::LoadedStage loaded_from(const std::vector<std::uint8_t>& bytes);

}  // namespace tiersim::service
