#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "sim/records/profile.h"

namespace tiersim {

/// What tiersim asks and tiersim-tier answers. One request is answered by any number of "progress"
/// replies and then by one of the type that the request names, or by "error".
///
/// | request                              | answer                                     |
/// | {"request": "describe"}              | "description": versions of what computes   |
/// | {"request": "prepare", subject, ...} | "variant": VariantRecord                   |
/// | {"request": "cuts", subject, ...}    | "cuts": every CutRecord of the variant     |
/// How a stage is measured: measuring.h.
namespace protocol {

struct Description {
  std::string libtorch_version;
  std::string cpu_model;
  int kernel_revision{0};
};

struct PrepareRequest {
  std::string subject;
  std::string operator_name;
  std::optional<ModelSpec> model{};  ///< of a subject that the study brings
};

nlohmann::json to_json(const Description& value);
nlohmann::json to_json(const PrepareRequest& value);
nlohmann::json to_json(const VariantRecord& value);
nlohmann::json to_json(const std::vector<CutRecord>& value);
nlohmann::json to_json(const std::optional<ModelSpec>& value);  ///< null where there is none

/// Each throws nlohmann::json::exception for a message that lacks a field or has it of another
/// type.
Description description_from(const nlohmann::json& message);
PrepareRequest prepare_request_from(const nlohmann::json& message);
VariantRecord variant_from(const nlohmann::json& message);
std::vector<CutRecord> cuts_from(const nlohmann::json& message);
std::optional<ModelSpec> model_from(const nlohmann::json& request);  ///< its field "model"

}  // namespace protocol
}  // namespace tiersim
