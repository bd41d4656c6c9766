#include "scenarios/measure/measured_message.h"

#include <nlohmann/json.hpp>

#include "models/protocol/measuring.h"
#include "models/protocol/messages.h"
#include "sim/records/record_json.h"

namespace tiersim {
namespace {

using nlohmann::json;

json to_json(const VariantId& id, const std::vector<CutRecord>& cuts) {
  json message = protocol::to_json(cuts);
  message["subject"] = id.subject;
  message["operator"] = id.operator_name;
  return message;
}

json to_json(const ProfileId& id, const StageProfile& profile) {
  json message;
  put_json(message, profile, kProfileFields);
  put_json(message, profile, kProfileSamples);
  return {{"tier", protocol::to_json(id.tier)}, {"profile", message}};
}

StageProfile profile_from(const json& message) {
  StageProfile profile;
  take_json(message, profile, kProfileFields);
  take_json(message, profile, kProfileSamples);
  return profile;
}

}  // namespace

std::string to_bytes(const MeasuredStudy& measured) {
  json cuts = json::array(), variants = json::array(), profiles = json::array();
  for (const auto& [id, records] : measured.cuts) cuts.push_back(to_json(id, records));
  for (const auto& [id, variant] : measured.variants)
    variants.push_back(protocol::to_json(variant));
  for (const auto& [id, profile] : measured.profiles) profiles.push_back(to_json(id, profile));
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
  for (const json& entry : message.at("cuts"))
    measured.cuts[{entry.at("subject"), entry.at("operator")}] = protocol::cuts_from(entry);
  for (const json& entry : message.at("variants")) {
    VariantRecord variant = protocol::variant_from(entry);
    const VariantId id = variant.id();
    measured.variants[id] = std::move(variant);
  }
  for (const json& entry : message.at("profiles")) {
    StageProfile profile = profile_from(entry.at("profile"));
    const ProfileId id{profile.variant(), profile.stage, protocol::tier_from(entry.at("tier"))};
    measured.profiles[id] = std::move(profile);
  }
  return measured;
}

}  // namespace tiersim
