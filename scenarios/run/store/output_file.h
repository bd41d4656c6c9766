#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/study/expand/expand.h"
#include "sim/results/results_file.h"

namespace tiersim {

/// Whether what is there may be replaced or gone on with.
struct OutputRules {
  bool force{false};   ///< replace it
  bool resume{false};  ///< go on where it was interrupted
};

/// Fails before hours of work, not after: throws UserError where `path` cannot be written to.
void check_output(const std::filesystem::path& path);

/// Removes what runs that were killed had written of it. For who holds its journal: on another
/// machine, one that runs looks like one that is gone.
void remove_leftovers(const std::filesystem::path& path);

/// What an existing results file answers, where it answers this study as a whole; nothing where the
/// study has to be run. Throws UserError where what is there may not be replaced.
std::optional<Provenance> existing_results(const std::filesystem::path& path,
                                           const ExpandedStudy& study, const OutputRules& rules);

}  // namespace tiersim
