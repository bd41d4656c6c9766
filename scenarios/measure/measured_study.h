#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "models/protocol/messages.h"
#include "scenarios/study/expand/expand.h"
#include "sim/records/profile.h"

namespace tiersim {

/// Names one measurement: the same tier under another share, swept, is another one, and so is one
/// of another batch size.
using ProfileId = std::tuple<std::string, std::string, int,
                             std::string>;  // subject, operators, stage, tier at its settings

ProfileId id_of(const std::string& subject, const std::string& operator_name, int stage,
                const TierSettings& tier);

/// "edge at 50 % of 1 core, 4 GiB".
std::string describe(const TierSettings& tier);

/// What the study says of a subject that it brings.
std::optional<ModelSpec> model_of(const ExpandedStudy& study, const std::string& subject);

/// Everything that had to be measured before a study can be simulated.
struct MeasuredStudy {
  protocol::Description description;        ///< of what computed
  std::vector<std::string> operator_names;  ///< by scenario, with the cut of a split model named
  std::map<std::string, std::vector<CutRecord>> cuts;  ///< by "subject operators" before the cut
  std::map<std::string, VariantRecord> variants;       ///< by "subject operators"
  std::map<ProfileId, StageProfile> profiles;
  int prepared{0}, measured{0};  ///< how many were not in the cache

  /// What a scenario computes, and how long each of its stages takes.
  const VariantRecord& variant(const ExpandedStudy& study, std::size_t scenario) const;
  const StageProfile& profile(const ExpandedStudy& study, std::size_t scenario, int stage,
                              int batch = 1) const;

  /// Names the content of all samples and answers: equal keys, equal simulations.
  std::string content() const;
};

using Report = std::function<void(const std::string&)>;

/// Prepares every variant of the study, choosing cuts where the study leaves them open; what was
/// prepared before comes from the cache.
MeasuredStudy prepare_variants(const ExpandedStudy& study, const Report& report);

}  // namespace tiersim
