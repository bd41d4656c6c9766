#include "models/service/serving/worker_process.h"

#include <stdexcept>
#include <utility>

#include "models/service/wire/stamps.h"
#include "sim/base/error.h"
#include "sim/base/frame.h"

namespace tiersim::service {

using nlohmann::json;

WorkerProcess::WorkerProcess(boost::asio::io_context& context, const WorkerPlan& plan,
                             WorkerRole role, FrameChannel::Events events)
    : process_(plan.command), channel_(context, process_.take_socket(), std::move(events)) {
  json message = protocol::to_json(plan.stage);
  message["role"] = name_of(role);
  channel_.send_frame(to_frame(message));
}

protocol::LoadedStage loaded_from(const std::vector<std::uint8_t>& bytes) {
  const json message = json::from_cbor(bytes);
  if (message.at("reply") == "loaded") return protocol::loaded_stage_from(message);
  const std::string text = message.value("text", "no text");
  if (message.value("kind", "") == "user") throw UserError(text);
  throw std::runtime_error(text);
}

}  // namespace tiersim::service
