#include "models/protocol/measuring.h"

#include "models/protocol/messages.h"

namespace tiersim::protocol {

using nlohmann::json;

namespace {

json numbers_of(const std::vector<MeasuredTime>& times) {
  std::vector<std::int64_t> numbers;
  for (const MeasuredTime time : times) numbers.push_back(time.ns);
  return numbers;
}

std::vector<MeasuredTime> times_of(const json& numbers) {
  std::vector<MeasuredTime> times;
  for (const std::int64_t ns : numbers.get<std::vector<std::int64_t>>()) times.push_back({ns});
  return times;
}

json to_json(const TierSettings& tier) {
  return {
      {"name", tier.name},           {"cores", tier.cores},     {"cpu_share", tier.cpu_share.value},
      {"memory", tier.memory.value}, {"workers", tier.workers}, {"batch", tier.batch}};
}

TierSettings tier_from(const json& message) {
  TierSettings tier;
  tier.name = message.at("name");
  tier.cores = message.at("cores");
  tier.cpu_share.value = message.at("cpu_share");
  tier.memory.value = message.at("memory");
  tier.workers = message.at("workers");
  tier.batch = message.at("batch");
  return tier;
}

}  // namespace

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
  return {{"service_ns", numbers_of(value.service)},
          {"cpu_ns", value.cpu.ns},
          {"wall_ns", value.wall.ns},
          {"elapsed_ns", value.elapsed.ns},
          {"stolen_ns", value.stolen.ns},
          {"waited_ns", value.waited.ns}};
}

Samples samples_from(const json& message) {
  return {times_of(message.at("service_ns")), {message.at("cpu_ns")},    {message.at("wall_ns")},
          {message.at("elapsed_ns")},         {message.at("stolen_ns")}, {message.at("waited_ns")}};
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
