#include "models/measure/serve.h"

#include "models/measure/cut_times.h"
#include "models/measure/prepare.h"
#include "models/measure/profile.h"
#include "models/measure/store.h"
#include "models/operators/operator.h"
#include "models/protocol/frame.h"
#include "sim/error.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

json tagged(json message, const char* reply) {
  message["reply"] = reply;
  return message;
}

json answer(const json& request, const Progress& progress) {
  const std::string kind = request.at("request");
  if (kind == "describe") {
    return tagged(
        protocol::to_json(protocol::Description{TORCH_VERSION, cpu_model(), kKernelRevision}),
        "description");
  }
  if (kind == "prepare") {
    return tagged(protocol::to_json(prepare(protocol::prepare_request_from(request), progress)),
                  "variant");
  }
  if (kind == "cuts") {
    return tagged(protocol::to_json(cut_times(protocol::prepare_request_from(request), progress)),
                  "cuts");
  }
  if (kind == "profile") {
    const ProfileAnswer result = profile(protocol::profile_request_from(request), progress);
    json message = tagged(protocol::to_json(result.profile), "profile");
    message["measured"] = result.measured;
    return message;
  }
  throw ProtocolError("unknown request \"" + kind + "\"");
}

json error(const char* kind, const std::string& text) {
  return {{"reply", "error"}, {"kind", kind}, {"text", text}};
}

}  // namespace

void serve(int socket) {
  const Progress progress = [socket](const std::string& text) {
    write_frame(socket, {{"reply", "progress"}, {"text", text}});
  };
  while (const std::optional<json> request = read_frame(socket)) {
    json reply;
    try {
      reply = answer(*request, progress);
    } catch (const UserError& problem) {
      reply = error("user", problem.what());
    } catch (const OperatorError& problem) {
      reply = error("user", problem.what());
    } catch (const std::exception& problem) {
      reply = error("internal", problem.what());
    }
    write_frame(socket, reply);
  }
}

}  // namespace tiersim::models
