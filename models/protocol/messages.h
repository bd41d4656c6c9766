#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "sim/profile.h"

namespace tiersim {

/// What tiersim asks and tiersim-tier answers. One request is answered by any number of "progress"
/// replies and then by one of the type that the request names, or by "error".
///
/// | request                              | answer                                     |
/// | {"request": "describe"}              | "description": versions of what computes   |
/// | {"request": "prepare", subject, ...} | "variant": VariantRecord                   |
/// | {"request": "cuts", subject, ...}    | "cuts": every CutRecord of the variant     |
/// | {"request": "profile", variant, ...} | "profile": StageProfile, and "measured"    |
namespace protocol {

struct Description {
  std::string libtorch_version;
  std::string cpu_model;
  int kernel_revision{0};
};

struct PrepareRequest {
  std::string subject;
  std::string composition;
  std::optional<ModelSpec> model{};  ///< of a subject that the study brings
};

/// Processes that measure a profile, one after the other, each its part of the samples: where a
/// process happens to lie in memory can cost a few percent (Mytkowicz et al., ASPLOS 2009).
constexpr int kProfileProcesses = 2;

struct ProfileRequest {
  VariantRecord variant;
  int stage{0};
  TierProfile tier;
  std::optional<ModelSpec> model{};  ///< of a subject that the study brings
  int process{0};                    ///< which of kProfileProcesses this is
};

nlohmann::json to_json(const Description& value);
nlohmann::json to_json(const PrepareRequest& value);
nlohmann::json to_json(const ProfileRequest& value);
nlohmann::json to_json(const VariantRecord& value);
nlohmann::json to_json(const StageProfile& value);
nlohmann::json to_json(const std::vector<CutRecord>& value);

/// Each throws nlohmann::json::exception for a message that lacks a field or has it of another
/// type.
Description description_from(const nlohmann::json& message);
PrepareRequest prepare_request_from(const nlohmann::json& message);
ProfileRequest profile_request_from(const nlohmann::json& message);
VariantRecord variant_from(const nlohmann::json& message);
StageProfile profile_from(const nlohmann::json& message);
std::vector<CutRecord> cuts_from(const nlohmann::json& message);

}  // namespace protocol
}  // namespace tiersim
