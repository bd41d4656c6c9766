#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "models/protocol/measuring.h"
#include "models/service/serving/stage_queue.h"
#include "models/service/transport/peer_options.h"

namespace tiersim::service {

/// The settings of a tier service. They are the content of the request "serve". A process
/// `tiersim-tier service` gets these requests over the socket that it is started with:
///
/// | request                              | answer                                                |
/// | {"request": "serve", settings}       | "serving": ServiceStarted                             |
/// | {"request": "counts"}                | "counts": ServiceCounts, number of connections        |
///
/// "serve" may be sent once. If a request fails, the answer is "error" with a kind ("user" or
/// "internal") and a text. The service ends when the other end of the socket closes.
struct ServiceSettings {
  PeerOptions peers;       ///< settings of its connections
  QueueRules rules;        ///< rules of its queue
  bool cold_start{false};  ///< whether each batch starts a new process, which loads the stage
  /// The stage that the service computes, and the tier whose TierSettings::workers is the number of
  /// its workers. If it is not set, the service computes nothing and only passes messages on.
  std::optional<protocol::LoadRequest> stage{};
};

/// The answer to the request "serve". The service sends it when it listens and its workers have
/// loaded the stage. Workers that start cold load nothing before.
struct ServiceStarted {
  Address address;  ///< address and port on which the service listens
  /// How each worker is limited to its CPU share, and its speed, which was measured during its
  /// warm-up. It is empty if the service computes nothing or starts cold.
  std::vector<protocol::LoadedStage> workers;
};

/// Encodes the settings of a tier service as JSON. The caller has to add the field "request".
nlohmann::json to_json(const ServiceSettings& value);
/// Encodes the answer to the request "serve" as JSON. The caller has to add the field "reply".
nlohmann::json to_json(const ServiceStarted& value);

/// Decodes the settings of a tier service that to_json() encoded. Throws nlohmann::json::exception
/// if a field is missing or has another type.
ServiceSettings service_settings_from(const nlohmann::json& message);
/// Decodes the answer to the request "serve" that to_json() encoded. Throws
/// nlohmann::json::exception if a field is missing or has another type.
ServiceStarted service_started_from(const nlohmann::json& message);

}  // namespace tiersim::service
