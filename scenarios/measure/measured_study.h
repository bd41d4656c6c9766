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

/// Returns the settings of a tier as text for messages and results files: its name, CPU share,
/// cores and memory, such as "edge at 50 % of 1 core, 4 GB". The numbers of workers and of requests
/// in a batch are in the text if they are above 1.
std::string describe(const TierSettings& tier);

/// The user's own model for `subject`, from the study's key `models`. Returns nullopt if that key
/// does not have the subject.
std::optional<ModelSpec> model_of(const ExpandedStudy& study, const std::string& subject);

/// Everything that is prepared and measured for a study before its simulation: variants, cuts and
/// profiles. Scenarios are numbered as in ExpandedStudy::scenarios.
struct MeasuredStudy {
  /// CPU, LibTorch version and kernels of tiersim-tier. Empty if no variant had to be prepared.
  protocol::Description description;
  /// The operator of each scenario, as text. If the study left the cut open, the text names the
  /// chosen cut: "partition(cut=layer2.0.add)".
  std::vector<std::string> operator_names;
  /// For each model whose cut the study leaves open: all its possible cuts. The key names the model
  /// before it is cut: "sptq" for "sptq+partition".
  std::map<VariantId, std::vector<CutRecord>> cuts;
  std::map<VariantId, VariantRecord> variants;
  std::map<ProfileId, StageProfile> profiles;
  /// `prepared` counts the variants that were prepared, and `measured` counts the profiles of which
  /// at least a part was measured. A variant or a profile that the cache had complete does not
  /// count.
  int prepared{0}, measured{0};

  /// The name of the variant that a scenario computes: its subject and its operator.
  VariantId variant_id(const ExpandedStudy& study, std::size_t scenario) const;
  /// The variant that a scenario computes. Throws std::out_of_range if it has not been prepared.
  const VariantRecord& variant(const ExpandedStudy& study, std::size_t scenario) const;
  /// The profile of one stage of a scenario, on the tier that computes this stage, for batches of
  /// `batch` requests. Throws std::out_of_range if there is no such profile.
  const StageProfile& profile(const ExpandedStudy& study, std::size_t scenario, int stage,
                              int batch = 1) const;

  /// A hash of the operators, the variants and the samples of all profiles. If the hashes of two
  /// objects are equal, the simulations of a study with them give equal results.
  std::string content() const;
};

/// A function that shows one line of text to the user.
using Report = std::function<void(const std::string&)>;

/// Prepares every variant that the study needs, in one process of tiersim-tier. A variant that is
/// in the cache is not prepared again. If the study leaves a cut open, the cut is chosen here
/// (choose_cut()). A variant with imported profiles on all its tiers is not prepared: its record
/// comes from the imported file. The result has no profiles yet; measure_profiles() adds them.
/// Throws UserError if a variant cannot be prepared or cut, and std::runtime_error if tiersim-tier
/// fails.
MeasuredStudy prepare_variants(const ExpandedStudy& study, const Report& report);

}  // namespace tiersim
