#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/measure/measured_study.h"
#include "scenarios/run/store/output_file.h"
#include "scenarios/run/workers/ranks.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

struct RunOptions {
  std::filesystem::path output;
  int workers{1};         ///< number of worker processes of each rank
  Ranks* ranks{nullptr};  ///< the MPI ranks if MPI started this process, as rank 0; else nullptr
  OutputRules rules;
  std::string command;  ///< the command line; the results file stores it
  /// Whether the results file is a part of something larger. The caller then says where that is,
  /// and the run does not say where its file is.
  bool part{false};
};

/// Runs a whole study: prepares and measures its models, runs its scenarios and writes the results
/// file `options.output`. If `known` has the prepared variants and measured profiles already,
/// nothing is prepared or measured. (A resumed run takes them from its journal instead.) With
/// `options.rules.resume`, the run continues from the journal of an interrupted run, and its
/// scenarios and requests are the same as without the interruption.
///
/// Returns the exit status. 0: all scenarios are ok, or the results file already answers the study.
/// 1: a scenario failed or is invalid. 130: the run was interrupted; the results file and the
/// journal have the scenarios that were finished. Throws UserError if the study cannot be run on
/// this machine, if `output` may not be written or replaced, or if the disk is full. If the disk is
/// full, the journal still has the finished scenarios.
int run_study(const ExpandedStudy& study, const RunOptions& options,
              std::optional<MeasuredStudy> known = {});

}  // namespace tiersim
