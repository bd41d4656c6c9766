#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "network/link.h"
#include "scenarios/study/imported_profiles.h"
#include "sim/profile.h"
#include "sim/quantity.h"

namespace tiersim {

/// Where requests come from and what they carry.
struct RequestSettings {
  std::optional<Bytes> payload;  ///< nothing: the input tensor's own bytes
  Bytes answer{1000};
  std::int64_t count{100};  ///< per scenario
};

/// One study with one value for everything that can be swept; defaults are the baseline.
struct Study {
  std::string question;
  std::map<std::string, ModelSpec> models;  ///< those the study brings, by name
  std::vector<std::string> subjects;
  std::vector<std::string> operators;
  std::vector<std::string> deployments;
  std::map<std::string, TierProfile> tiers;          ///< by name
  std::map<std::string, Link> links;                 ///< "mobile-edge", "edge-cloud"
  std::string profiles_file;                         ///< as written: what was measured elsewhere
  std::shared_ptr<const ImportedProfiles> imported;  ///< nullptr: everything is measured here
  RequestSettings request;
  bool cold_start{false};
  bool extrapolate{false};  ///< tiers larger than the machine are calculated
  bool live{false};         ///< requests are computed while they are simulated
  std::int64_t seed{1};
};

/// "mobile-edge" to {"mobile", "edge"}.
std::vector<std::string> tiers_of(const std::string& deployment);

}  // namespace tiersim
