#include "models/protocol/messages.h"

#include <limits>

namespace tiersim::protocol {
namespace {

using nlohmann::json;

/// JSON has no NaN: an unknown number is sent as null.
double number_or_nan(const json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

}  // namespace

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
          {"operators", value.operator_spec.text()},
          {"model", to_json(value.model)}};
}

PrepareRequest prepare_request_from(const json& message) {
  return {message.at("subject"), parse_operator(message.at("operators").get<std::string>()),
          model_from(message)};
}

json to_json(const VariantRecord& value) {
  std::vector<std::int64_t> stage_output;
  for (const Bytes bytes : value.stage_output) stage_output.push_back(bytes.value);
  json kernels = json::array();
  for (const LayerKernel& kernel : value.kernels) kernels.push_back({kernel.layer, kernel.backend});
  return {{"subject", value.subject},
          {"operators", value.operator_name},
          {"key", value.key},
          {"path", value.path},
          {"accuracy", value.accuracy},
          {"macro_f1", value.macro_f1},
          {"parameters", value.parameters},
          {"model_bytes", value.model_bytes},
          {"file_bytes", value.file_bytes},
          {"macs", value.macs},
          {"prepare_seconds", value.prepare_seconds},
          {"note", value.note},
          {"kernels", kernels},
          {"input_bytes", value.input.value},
          {"input_values", value.input_values},
          {"sample_bytes", value.sample_bytes},
          {"stage_output_bytes", stage_output},
          {"predictions", value.predictions},
          {"labels", value.labels}};
}

VariantRecord variant_from(const json& message) {
  VariantRecord value;
  value.subject = message.at("subject");
  value.operator_name = message.at("operators");
  value.key = message.at("key");
  value.path = message.at("path");
  value.accuracy = number_or_nan(message.at("accuracy"));
  value.macro_f1 = number_or_nan(message.at("macro_f1"));
  value.parameters = message.at("parameters");
  value.model_bytes = message.at("model_bytes");
  value.file_bytes = message.at("file_bytes");
  value.macs = message.at("macs");
  value.prepare_seconds = message.at("prepare_seconds");
  value.note = message.at("note");
  for (const auto& kernel : message.at("kernels"))
    value.kernels.push_back({kernel.at(0), kernel.at(1)});
  value.input.value = message.at("input_bytes");
  value.input_values = message.at("input_values");
  value.sample_bytes = message.at("sample_bytes").get<std::vector<int>>();
  for (const std::int64_t bytes :
       message.at("stage_output_bytes").get<std::vector<std::int64_t>>()) {
    value.stage_output.push_back({bytes});
  }
  value.predictions = message.at("predictions").get<std::vector<int>>();
  value.labels = message.at("labels").get<std::vector<int>>();
  return value;
}

json to_json(const std::vector<CutRecord>& value) {
  json cuts = json::array();
  for (const CutRecord& cut : value) {
    cuts.push_back({{"layer", cut.layer},
                    {"bytes", cut.bytes.value},
                    {"macs_before", cut.macs_before},
                    {"macs_after", cut.macs_after},
                    {"before_ns", cut.before.ns},
                    {"after_ns", cut.after.ns}});
  }
  return {{"cuts", cuts}};
}

std::vector<CutRecord> cuts_from(const json& message) {
  std::vector<CutRecord> cuts;
  for (const json& cut : message.at("cuts")) {
    cuts.push_back({cut.at("layer"),
                    {cut.at("bytes")},
                    cut.at("macs_before"),
                    cut.at("macs_after"),
                    {cut.at("before_ns")},
                    {cut.at("after_ns")}});
  }
  return cuts;
}

}  // namespace tiersim::protocol
