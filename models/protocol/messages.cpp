#include "models/protocol/messages.h"

#include "sim/records/record_json.h"

namespace tiersim::protocol {

using nlohmann::json;

json to_json(const std::optional<ModelSpec>& model) { return model ? to_json(*model) : json(); }

std::optional<ModelSpec> model_from(const json& request) {
  const auto found = request.find("model");
  if (found == request.end() || found->is_null()) return std::nullopt;
  return model_spec_from(*found);
}

json to_json(const Description& value) {
  return {{"libtorch_version", value.libtorch_version},
          {"cpu_model", value.cpu_model},
          {"kernel_revision", value.kernel_revision}};
}

Description description_from(const json& message) {
  return {message.at("libtorch_version"), message.at("cpu_model"), message.at("kernel_revision")};
}

json to_json(const PrepareRequest& value) {
  return {{"request", "prepare"},
          {"subject", value.subject},
          {"operator", value.operator_spec.text()},
          {"model", to_json(value.model)}};
}

PrepareRequest prepare_request_from(const json& message) {
  return {message.at("subject"), parse_operator(message.at("operator").get<std::string>()),
          model_from(message)};
}

json to_json(const VariantRecord& value) {
  json message;
  put_json(message, value, kVariantFields);
  put_json(message, value, kVariantContents);
  return message;
}

VariantRecord variant_from(const json& message) {
  if (message.contains("operators")) {  // a record that version 0.1.0 kept in the cache
    json renamed = message;
    renamed["operator"] = renamed.at("operators");
    renamed.erase("operators");
    return variant_from(renamed);
  }
  VariantRecord value;
  take_json(message, value, kVariantFields);
  take_json(message, value, kVariantContents);
  return value;
}

json to_json(const std::vector<CutRecord>& value) {
  json cuts = json::array();
  for (const CutRecord& cut : value) put_json(cuts.emplace_back(), cut, kCutFields);
  return {{"cuts", cuts}};
}

std::vector<CutRecord> cuts_from(const json& message) {
  std::vector<CutRecord> cuts;
  for (const json& cut : message.at("cuts")) take_json(cut, cuts.emplace_back(), kCutFields);
  return cuts;
}

}  // namespace tiersim::protocol
