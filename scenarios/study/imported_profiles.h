#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/records/stage_profile.h"
#include "sim/records/tier_settings.h"

namespace tiersim {

/// What was measured elsewhere of one stage on one tier.
struct ImportedStage {
  std::vector<MeasuredTime> service;
  std::vector<MeasuredTime> load;  ///< none where the file leaves it empty
  std::optional<Bytes> output;     ///< what the stage sends on
  std::int64_t first_line{0}, last_line{0};
};

struct ImportedVariant {
  std::map<std::pair<int, std::string>, ImportedStage> stages;  ///< by number and tier
  std::optional<double> accuracy;

  bool is_split() const;
};

/// Service times brought in from another machine, by subject and operators, which may bear any
/// name.
struct ImportedProfiles {
  std::string file;  ///< as messages name it
  std::map<std::pair<std::string, std::string>, ImportedVariant> variants;

  const ImportedVariant* variant(const std::string& subject,
                                 const std::string& operator_name) const;
  const ImportedStage* stage(const std::string& subject, const std::string& operator_name,
                             int stage, const std::string& tier) const;
  bool has_subject(const std::string& subject) const;
  bool has_operator(const std::string& operator_name) const;
};

/// The profile that an imported stage makes for a tier.
StageProfile imported_profile(const ImportedProfiles& imported, const std::string& subject,
                              const std::string& operator_name, int stage,
                              const TierSettings& tier);

}  // namespace tiersim
