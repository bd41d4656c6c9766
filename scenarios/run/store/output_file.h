#pragma once

#include <filesystem>
#include <optional>

#include "scenarios/study/expand/expand.h"
#include "sim/results/results_file.h"

namespace tiersim {

/// What a run may do if the results file or its journal exists already: the options --force and
/// --resume.
struct OutputRules {
  bool force{false};   ///< replace an existing results file and journal
  bool resume{false};  ///< continue an interrupted run from its journal
};

/// Throws UserError if a run may not write its results to `output`, even with --force. Reasons: it
/// is a folder, a symbolic link, a device or a file that is not a results file; its name is too
/// long; its folder is missing or not writable; something that is not a file has the name of its
/// journal. Call this before hours of work.
void check_output(const std::filesystem::path& output);

/// Throws UserError if `output` and `input` are the same file.
void check_is_no_input(const std::filesystem::path& output, const std::filesystem::path& input);

/// Removes the temporary files that killed runs have left beside the results file `path`. No other
/// run may write to `path` at that time: the temporary file of a run on another machine looks like
/// that of a killed run. An OutputLock ensures this.
void remove_leftovers(const std::filesystem::path& path);

/// Looks at the results file that may exist at `path`. Returns its provenance if it has all
/// scenarios of this study. Returns nullopt if the study has to be run: there is no file, it is to
/// be replaced, or an interrupted run is to be resumed. Throws UserError if the existing file or
/// journal may not be replaced.
std::optional<Provenance> existing_results(const std::filesystem::path& path,
                                           const ExpandedStudy& study, const OutputRules& rules);

}  // namespace tiersim
