#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/messages.h"
#include "scenarios/study/expand/expand.h"
#include "sim/records/cut_record.h"
#include "sim/records/profile_id.h"
#include "sim/records/stage_profile.h"
#include "sim/records/variant_record.h"

namespace tiersim {

/// For messages and results files: "edge at 50 % of 1 core, 4 GiB".
std::string describe(const TierSettings& tier);

/// The model that the study brings for a subject; none if it brings none.
std::optional<ModelSpec> model_of(const ExpandedStudy& study, const std::string& subject);

/// Everything that had to be measured before a study can be simulated.
struct MeasuredStudy {
  protocol::Description description;        ///< of what computed
  std::vector<std::string> operator_names;  ///< by scenario, with the cut of a split model named
  /// Where a model can be cut, if the study leaves that open. The id is the model's before the cut.
  std::map<VariantId, std::vector<CutRecord>> cuts;
  std::map<VariantId, VariantRecord> variants;
  std::map<ProfileId, StageProfile> profiles;
  int prepared{0}, measured{0};  ///< how many were not in the cache

  /// What a scenario computes, and how long each of its stages takes.
  VariantId variant_id(const ExpandedStudy& study, std::size_t scenario) const;
  const VariantRecord& variant(const ExpandedStudy& study, std::size_t scenario) const;
  const StageProfile& profile(const ExpandedStudy& study, std::size_t scenario, int stage,
                              int batch = 1) const;

  /// A hash of all samples and answers: equal hashes, equal simulations.
  std::string content() const;
};

using Report = std::function<void(const std::string&)>;

/// Prepares every variant of the study. Chooses the cuts that the study leaves open. A variant that
/// was prepared before comes from the cache.
MeasuredStudy prepare_variants(const ExpandedStudy& study, const Report& report);

}  // namespace tiersim
