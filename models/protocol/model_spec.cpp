#include "models/protocol/model_spec.h"

#include <regex>

#include "sim/error.h"

namespace tiersim {

ImageShape parse_image_shape(const std::string& text) {
  static const std::regex pattern("([13])x([0-9]{1,4})x([0-9]{1,4})");
  std::smatch match;
  if (std::regex_match(text, match, pattern) && match[2] == match[3]) {
    const ImageShape shape{std::stoll(match[1]), std::stoll(match[2])};
    if (shape.side >= 8 && shape.side <= 1024) return shape;
  }
  throw UserError("is no shape of images (write 3x224x224: 1 or 3 channels, 8x8 to 1024x1024)");
}

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
          {"torchscript", value.torchscript},
          {"channels", value.input.channels},
          {"side", value.input.side}};
}

ModelSource source_from(const json& message) {
  return {message.at("architecture"),
          message.at("weights"),
          message.at("torchscript"),
          {message.at("channels"), message.at("side")}};
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
