#include "models/protocol/measuring.h"

#include "models/protocol/messages.h"
#include "sim/records/record_json.h"

namespace tiersim::protocol {

using nlohmann::json;

json to_json(const TierSettings& value) {
  json message;
  put_json(message, value, kTierFields);
  return message;
}

TierSettings tier_from(const json& message) {
  TierSettings value;
  take_json(message, value, kTierFields);
  return value;
}

json to_json(const LoadRequest& value) {
  return {{"variant", to_json(value.variant)},
          {"stage", value.stage},
          {"tier", to_json(value.tier)},
          {"model", to_json(value.model)},
          {"first_input", value.first_input}};
}

LoadRequest load_request_from(const json& message) {
  return {variant_from(message.at("variant")), message.at("stage"), tier_from(message.at("tier")),
          model_from(message), message.at("first_input")};
}

json to_json(const LoadedStage& value) {
  return {{"mechanism", value.mechanism},
          {"threads", value.threads},
          {"cpus", value.cpus},
          {"expected_ns", value.expected.ns},
          {"unthrottled_ns", value.unthrottled.ns}};
}

LoadedStage loaded_stage_from(const json& message) {
  return {message.at("mechanism"),
          message.at("threads"),
          message.at("cpus"),
          {message.at("expected_ns")},
          {message.at("unthrottled_ns")}};
}

json to_json(const Samples& value) {
  return {{"service_ns", json_of(value.service)},
          {"cpu_ns", value.cpu.ns},
          {"wall_ns", value.wall.ns},
          {"elapsed_ns", value.elapsed.ns},
          {"stolen_ns", value.stolen.ns},
          {"waited_ns", value.waited.ns}};
}

Samples samples_from(const json& message) {
  Samples value;
  take_json(message.at("service_ns"), value.service);
  take_json(message.at("cpu_ns"), value.cpu);
  take_json(message.at("wall_ns"), value.wall);
  take_json(message.at("elapsed_ns"), value.elapsed);
  take_json(message.at("stolen_ns"), value.stolen);
  take_json(message.at("waited_ns"), value.waited);
  return value;
}

json to_json(const LiveAnswer& value) {
  return {{"service_ns", value.service.ns},
          {"cpu_ns", value.cpu.ns},
          {"prediction", value.prediction},
          {"output", json::binary(value.output)}};
}

LiveAnswer live_answer_from(const json& message) {
  return {{message.at("service_ns")},
          {message.at("cpu_ns")},
          message.at("prediction"),
          message.at("output").get_binary()};
}

json to_json(const ColdStart& value) {
  return {{"load_ns", value.load.ns}, {"peak_memory_bytes", value.peak_memory.value}};
}

ColdStart cold_start_from(const json& message) {
  return {{message.at("load_ns")}, {message.at("peak_memory_bytes")}};
}

}  // namespace tiersim::protocol
