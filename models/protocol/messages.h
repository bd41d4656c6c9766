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

/// The JSON messages between two programs: tiersim sends requests, and tiersim-tier answers them.
/// tiersim-tier answers a request with any number of "progress" replies and then one reply of the
/// kind in this table, or "error". The kind is in the field "reply".
///
/// | request                              | answer                                     |
/// | {"request": "describe"}              | "description": Description                 |
/// | {"request": "prepare", subject, ...} | "variant": VariantRecord                   |
/// | {"request": "cuts", subject, ...}    | "cuts": every CutRecord of the variant     |
///
/// The messages that measure a stage are in measuring.h.
namespace protocol {

/// The answer to "describe": the versions and the CPU on which the results of tiersim-tier depend.
struct Description {
  std::string libtorch_version;
  std::string cpu_model;
  int kernel_revision{0};  ///< kKernelRevision in models/prepare/computed_by.h
};

/// The content of the requests "prepare" and "cuts": a subject and the operators to apply to it.
struct PrepareRequest {
  std::string subject;
  OperatorSpec operator_spec;
  std::optional<ModelSpec> model{};  ///< the subject's files, if the study brings it
};

/// Writes `value`, a message or a part of one, as JSON. The function *_from() of the same type
/// reads it. A PrepareRequest is written with the field "request": "prepare".
nlohmann::json to_json(const Description& value);
nlohmann::json to_json(const PrepareRequest& value);
nlohmann::json to_json(const VariantRecord& value);
nlohmann::json to_json(const std::vector<CutRecord>& value);
nlohmann::json to_json(const std::optional<ModelSpec>& value);  ///< null if there is no model

/// Each function *_from() reads the type it returns, a message or a part of one, from the JSON that
/// to_json() writes. Throws nlohmann::json::exception if a field is missing or has another type.
/// Throws UserError if the text of an operator or of an input shape is not valid.
Description description_from(const nlohmann::json& message);
PrepareRequest prepare_request_from(const nlohmann::json& message);
VariantRecord variant_from(const nlohmann::json& message);
std::vector<CutRecord> cuts_from(const nlohmann::json& message);
/// Reads the description of a user's own model (its files and shapes) from the field "model" of
/// `request`. Returns nullopt if the field is null or missing, as it is for built-in subjects.
/// Throws nlohmann::json::exception or UserError if the description is not valid.
std::optional<ModelSpec> model_from(const nlohmann::json& request);

}  // namespace protocol
}  // namespace tiersim
