#include "scenarios/measure/measured_message.h"

#include <nlohmann/json.hpp>

namespace tiersim {
namespace {

using nlohmann::json;

json to_json(const std::vector<MeasuredTime>& times) {
  json numbers = json::array();
  for (const MeasuredTime time : times) numbers.push_back(time.ns);
  return numbers;
}

std::vector<MeasuredTime> times_from(const json& numbers) {
  std::vector<MeasuredTime> times;
  for (const json& number : numbers) times.push_back({number.get<std::int64_t>()});
  return times;
}

json to_json(const StageProfile& value) {
  return {{"subject", value.subject},
          {"operators", value.operator_name},
          {"stage", value.stage},
          {"tier", value.tier},
          {"batch", value.batch},
          {"key", value.key},
          {"mechanism", value.mechanism},
          {"requested_cpu_share", value.requested_cpu_share},
          {"achieved_cpu_share", value.achieved_cpu_share},
          {"threads", value.threads},
          {"source", value.source},
          {"extrapolated", value.extrapolated},
          {"valid", value.valid},
          {"stable", value.stable},
          {"reason", value.reason},
          {"disturbed", value.disturbed},
          {"unthrottled_ns", value.unthrottled.ns},
          {"cpu_ns", value.cpu_per_inference.ns},
          {"peak_memory", value.peak_memory.value},
          {"service_ns", to_json(value.service)},
          {"load_ns", to_json(value.load)}};
}

StageProfile profile_from(const json& message) {
  StageProfile value;
  value.subject = message.at("subject");
  value.operator_name = message.at("operators");
  value.stage = message.at("stage");
  value.tier = message.at("tier");
  value.batch = message.at("batch");
  value.key = message.at("key");
  value.mechanism = message.at("mechanism");
  value.requested_cpu_share = message.at("requested_cpu_share");
  value.achieved_cpu_share = message.at("achieved_cpu_share");
  value.threads = message.at("threads");
  value.source = message.at("source");
  value.extrapolated = message.at("extrapolated");
  value.valid = message.at("valid");
  value.stable = message.at("stable");
  value.reason = message.at("reason");
  value.disturbed = message.at("disturbed");
  value.unthrottled.ns = message.at("unthrottled_ns");
  value.cpu_per_inference.ns = message.at("cpu_ns");
  value.peak_memory.value = message.at("peak_memory");
  value.service = times_from(message.at("service_ns"));
  value.load = times_from(message.at("load_ns"));
  return value;
}

}  // namespace

std::string to_bytes(const MeasuredStudy& measured) {
  json cuts = json::object(), variants = json::object(), profiles = json::array();
  for (const auto& [name, records] : measured.cuts) cuts[name] = protocol::to_json(records);
  for (const auto& [name, variant] : measured.variants) variants[name] = protocol::to_json(variant);
  for (const auto& [id, profile] : measured.profiles) {
    const auto& [subject, operator_name, stage, tier] = id;
    profiles.push_back(
        {{"id", {subject, operator_name, stage, tier}}, {"profile", to_json(profile)}});
  }
  const std::vector<std::uint8_t> bytes =
      json::to_cbor({{"description", protocol::to_json(measured.description)},
                     {"operator_names", measured.operator_names},
                     {"cuts", cuts},
                     {"variants", variants},
                     {"profiles", profiles}});
  return {bytes.begin(), bytes.end()};
}

MeasuredStudy measured_from_bytes(const std::string& bytes) {
  const json message = json::from_cbor(bytes.begin(), bytes.end());
  MeasuredStudy measured;
  measured.description = protocol::description_from(message.at("description"));
  measured.operator_names = message.at("operator_names").get<std::vector<std::string>>();
  for (const auto& [name, records] : message.at("cuts").items())
    measured.cuts[name] = protocol::cuts_from(records);
  for (const auto& [name, variant] : message.at("variants").items())
    measured.variants[name] = protocol::variant_from(variant);
  for (const json& entry : message.at("profiles")) {
    const json& id = entry.at("id");
    measured.profiles[{id.at(0), id.at(1), id.at(2), id.at(3)}] = profile_from(entry.at("profile"));
  }
  return measured;
}

}  // namespace tiersim
