#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/catalog/operator_spec.h"
#include "models/protocol/model_spec.h"
#include "sim/records/cut_record.h"
#include "sim/records/variant_record.h"

namespace tiersim {

/// The messages between tiersim, which asks, and tiersim-tier, which answers. The answer to a
/// request is any number of "progress" replies and then one reply of the kind in this table, or
/// "error".
///
/// | request                              | answer                                     |
/// | {"request": "describe"}              | "description": Description                 |
/// | {"request": "prepare", subject, ...} | "variant": VariantRecord                   |
/// | {"request": "cuts", subject, ...}    | "cuts": every CutRecord of the variant     |
///
/// The messages that measure a stage are in measuring.h.
namespace protocol {

/// What decides how tiersim-tier computes.
struct Description {
  std::string libtorch_version;
  std::string cpu_model;
  int kernel_revision{0};
};

struct PrepareRequest {
  std::string subject;
  OperatorSpec operator_spec;
  std::optional<ModelSpec> model{};  ///< set if the study brings the subject
};

nlohmann::json to_json(const Description& value);
nlohmann::json to_json(const PrepareRequest& value);
nlohmann::json to_json(const VariantRecord& value);
nlohmann::json to_json(const std::vector<CutRecord>& value);
nlohmann::json to_json(const std::optional<ModelSpec>& value);  ///< null if there is no model

/// Each throws nlohmann::json::exception if a field is missing or has another type.
Description description_from(const nlohmann::json& message);
PrepareRequest prepare_request_from(const nlohmann::json& message);
VariantRecord variant_from(const nlohmann::json& message);
std::vector<CutRecord> cuts_from(const nlohmann::json& message);
std::optional<ModelSpec> model_from(const nlohmann::json& request);  ///< its field "model", if any

}  // namespace protocol
}  // namespace tiersim
