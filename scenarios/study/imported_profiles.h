#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/records/stage_profile.h"
#include "sim/records/tier_settings.h"

namespace tiersim {

/// The samples of one stage on one tier, from a file of imported profiles: times that were measured
/// elsewhere.
struct ImportedStage {
  std::vector<MeasuredTime> service;
  std::vector<MeasuredTime> load;  ///< load times; a row whose load_ms is empty adds none
  std::optional<Bytes> output;     ///< size of the stage's output; nullopt if not in the file
  std::int64_t first_line{0}, last_line{0};  ///< lines of the first and last sample, from 1
};

struct ImportedVariant {
  /// The samples of each stage on each tier. The key is the number of the stage (0 or 1) and the
  /// name of the tier.
  std::map<std::pair<int, std::string>, ImportedStage> stages;
  std::optional<double> accuracy;  ///< top-1 accuracy, in [0, 1]; nullopt if not in the file

  bool is_split() const;
};

/// The content of a file of imported profiles: times that were measured elsewhere. Its subjects and
/// operators may have any name.
struct ImportedProfiles {
  std::string file;     ///< name of the file in messages
  std::string content;  ///< a hash of the file's text; empty if it came with results
  /// All variants in the file. The key is the name of the subject and the name of the operator.
  std::map<std::pair<std::string, std::string>, ImportedVariant> variants;

  /// Returns the variant that `operator_name` makes of the model `subject`, or nullptr if the file
  /// does not have it.
  const ImportedVariant* variant(const std::string& subject,
                                 const std::string& operator_name) const;
  /// Returns the samples of one stage of a variant on one tier, or nullptr if the file has none.
  const ImportedStage* stage(const std::string& subject, const std::string& operator_name,
                             int stage, const std::string& tier) const;
  bool has_subject(const std::string& subject) const;
  bool has_operator(const std::string& operator_name) const;
};

/// Makes the profile of a stage on a tier from its imported samples, which must exist. Figures that
/// the file does not have, such as the CPU share, are NaN or -1. The profile is not stable if the
/// samples do not determine the median within 2 %.
StageProfile imported_profile(const ImportedProfiles& imported, const std::string& subject,
                              const std::string& operator_name, int stage,
                              const TierSettings& tier);

}  // namespace tiersim
