#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "models/protocol/measuring.h"
#include "models/service/serving/stage_queue.h"
#include "models/service/transport/peer_options.h"

namespace tiersim::service {

/// What `tiersim-tier service` is told to do, over the socket that it is started with.
///
/// | request                              | answer                                                |
/// | {"request": "serve", settings}       | "progress" replies, then "serving": ServiceStarted    |
/// | {"request": "counts"}                | "counts": ServiceCounts                               |
///
/// "serve" is the first request and comes once. An "error" reply has a kind ("user", "internal")
/// and a text. The service ends when the other end of the socket closes.
struct ServiceSettings {
  PeerOptions peers;
  QueueRules rules;
  bool cold_start{false};  ///< each batch starts a process and loads the model
  /// What it computes: one worker process for each of the tier's `workers`. Not set: the service
  /// only passes messages on.
  std::optional<protocol::LoadRequest> stage{};
};

struct ServiceStarted {
  Address address;                             ///< where it listens
  std::vector<protocol::LoadedStage> workers;  ///< as they were measured while they warmed up
};

nlohmann::json to_json(const ServiceSettings& value);  ///< without the field "request"
nlohmann::json to_json(const ServiceStarted& value);

/// Each throws nlohmann::json::exception if a field is missing or has another type.
ServiceSettings service_settings_from(const nlohmann::json& message);
ServiceStarted service_started_from(const nlohmann::json& message);

}  // namespace tiersim::service
