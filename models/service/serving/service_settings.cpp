#include "models/service/serving/service_settings.h"

namespace tiersim::service {
namespace {

using nlohmann::json;

json to_json(const Address& value) { return {{"ip", value.ip}, {"port", value.port}}; }
Address address_from(const json& message) { return {message.at("ip"), message.at("port")}; }

json to_json(const PeerOptions& value) {
  return {{"endpoint", value.endpoint},
          {"listen", value.listen ? to_json(*value.listen) : json()},
          {"congestion_control", value.congestion_control},
          {"most_connections", value.most_connections},
          {"most_stored", value.most_stored},
          {"stall_ms", value.stall.count()},
          {"idle_ms", value.idle.count()}};
}

PeerOptions peer_options_from(const json& message) {
  PeerOptions value;
  value.endpoint = message.at("endpoint");
  if (const json& listen = message.at("listen"); !listen.is_null())
    value.listen = address_from(listen);
  value.congestion_control = message.at("congestion_control");
  value.most_connections = message.at("most_connections");
  value.most_stored = message.at("most_stored");
  value.stall = std::chrono::milliseconds(message.at("stall_ms").get<std::int64_t>());
  value.idle = std::chrono::milliseconds(message.at("idle_ms").get<std::int64_t>());
  return value;
}

json to_json(const QueueRules& value) {
  return {
      {"limit", value.limit}, {"batch", value.batch}, {"batch_wait_ns", value.batch_wait.count()}};
}

QueueRules queue_rules_from(const json& message) {
  QueueRules value;
  value.limit = message.at("limit");
  value.batch = message.at("batch");
  value.batch_wait = std::chrono::nanoseconds(message.at("batch_wait_ns").get<std::int64_t>());
  return value;
}

}  // namespace

json to_json(const ServiceSettings& value) {
  return {{"peers", to_json(value.peers)},
          {"rules", to_json(value.rules)},
          {"cold_start", value.cold_start},
          {"stage", value.stage ? protocol::to_json(*value.stage) : json()}};
}

ServiceSettings service_settings_from(const json& message) {
  ServiceSettings value;
  value.peers = peer_options_from(message.at("peers"));
  value.rules = queue_rules_from(message.at("rules"));
  value.cold_start = message.at("cold_start");
  if (const json& stage = message.at("stage"); !stage.is_null())
    value.stage = protocol::load_request_from(stage);
  return value;
}

json to_json(const ServiceStarted& value) {
  json workers = json::array();
  for (const protocol::LoadedStage& worker : value.workers)
    workers.push_back(protocol::to_json(worker));
  return {{"address", to_json(value.address)}, {"workers", workers}};
}

ServiceStarted service_started_from(const json& message) {
  ServiceStarted value;
  value.address = address_from(message.at("address"));
  for (const json& worker : message.at("workers"))
    value.workers.push_back(protocol::loaded_stage_from(worker));
  return value;
}

}  // namespace tiersim::service
