#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/study/expand/expand.h"
#include "sim/results/results_file.h"

namespace tiersim {

/// What may be done with a results file or journal that exists.
struct OutputRules {
  bool force{false};   ///< replace it
  bool resume{false};  ///< go on where it was interrupted
};

/// Throws UserError if `path` cannot be written to, so that this is known before hours of work.
void check_output(const std::filesystem::path& path);

/// Removes the partial files of runs that were killed. The caller has to hold the journal: a run on
/// another machine cannot be told from one that was killed.
void remove_leftovers(const std::filesystem::path& path);

/// Returns the provenance of an existing results file if it answers this study as a whole; nothing
/// if the study has to be run. Throws UserError if the existing file may not be replaced.
std::optional<Provenance> existing_results(const std::filesystem::path& path,
                                           const ExpandedStudy& study, const OutputRules& rules);

}  // namespace tiersim
