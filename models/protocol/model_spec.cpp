#include "models/protocol/model_spec.h"

#include <fmt/format.h>

#include <regex>

#include "sim/base/error.h"

namespace tiersim {

InputShape parse_input_shape(const std::string& text) {
  static const std::regex texts("([0-9]{1,4}) tokens");
  static const std::regex pattern("([13])x([0-9]{1,4})x([0-9]{1,4})");
  std::smatch match;
  if (std::regex_match(text, match, pattern) && match[2] == match[3]) {
    const InputShape shape{std::stoll(match[1]), std::stoll(match[2]), 0};
    if (shape.side >= 8 && shape.side <= 1024) return shape;
  }
  if (std::regex_match(text, match, texts)) {
    InputShape shape;
    shape.tokens = std::stoll(match[1]);
    if (shape.tokens >= 2 && shape.tokens <= 4096) return shape;
  }
  throw UserError(
      "is no shape of inputs (write e.g. 3x224x224: 1 or 3 channels, 8x8 to 1024x1024; or \"128 "
      "tokens\", 2 to 4096)");
}

std::string to_string(const InputShape& shape) {
  return shape.tokens > 0 ? fmt::format("{} tokens", shape.tokens)
                          : fmt::format("{0}x{1}x{1}", shape.channels, shape.side);
}

const char* name_of(ClassOrder order) {
  return order == ClassOrder::by_number ? "by-number" : "by-text";
}

namespace protocol {
namespace {

using nlohmann::json;

json to_json(const ModelSource& value) {
  return {{"architecture", value.architecture},
          {"weights", value.weights},
          {"torchscript", value.torchscript},
          {"input", to_string(value.input)}};
}

ModelSource source_from(const json& message) {
  return {message.at("architecture"), message.at("weights"), message.at("torchscript"),
          parse_input_shape(message.at("input"))};
}

}  // namespace

json to_json(const ModelSpec& value) {
  json variants = json::object();
  for (const auto& [name, source] : value.variants) variants[name] = to_json(source);
  return {{"name", value.name},
          {"folder", value.folder},
          {"source", to_json(value.source)},
          {"train", value.train},
          {"test", value.test},
          {"classes", value.classes ? name_of(*value.classes) : ""},
          {"variants", variants}};
}

ModelSpec model_spec_from(const json& message) {
  ModelSpec value;
  value.name = message.at("name");
  value.folder = message.at("folder");
  value.source = source_from(message.at("source"));
  value.train = message.at("train");
  value.test = message.at("test");
  for (const ClassOrder order : {ClassOrder::by_number, ClassOrder::by_text})
    if (message.at("classes") == name_of(order)) value.classes = order;
  for (const auto& [name, source] : message.at("variants").items())
    value.variants[name] = source_from(source);
  return value;
}

}  // namespace protocol
}  // namespace tiersim
