#include "models/protocol/model_spec.h"

namespace tiersim {

bool may_be_ready_made(const std::string& operator_name) {
  return operator_name == "distilled" || operator_name == "pruned" ||
         operator_name == "pruned_channels" || operator_name == "early_exit";
}

namespace protocol {
namespace {

using nlohmann::json;

json to_json(const ModelSource& value) {
  return {{"architecture", value.architecture},
          {"weights", value.weights},
          {"torchscript", value.torchscript}};
}

ModelSource source_from(const json& message) {
  return {message.at("architecture"), message.at("weights"), message.at("torchscript")};
}

}  // namespace

json to_json(const ModelSpec& value) {
  json variants = json::object();
  for (const auto& [name, source] : value.variants) variants[name] = to_json(source);
  return {{"name", value.name},   {"folder", value.folder}, {"source", to_json(value.source)},
          {"train", value.train}, {"test", value.test},     {"variants", variants}};
}

ModelSpec model_spec_from(const json& message) {
  ModelSpec value;
  value.name = message.at("name");
  value.folder = message.at("folder");
  value.source = source_from(message.at("source"));
  value.train = message.at("train");
  value.test = message.at("test");
  for (const auto& [name, source] : message.at("variants").items())
    value.variants[name] = source_from(source);
  return value;
}

}  // namespace protocol
}  // namespace tiersim
