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
  int workers{1};         ///< of each rank
  Ranks* ranks{nullptr};  ///< where MPI started this process, rank 0, and others
  OutputRules rules;
  std::string command;  ///< as typed, for the results file
};

/// Prepares and measures, unless all is `known`, simulates and stores; with `resume`, goes on from
/// the journal of a run that was interrupted, to the same bytes. Returns the exit status: 0 done, 1
/// where a scenario failed or is invalid, 130 interrupted. Throws UserError where `output` may not
/// be used, and where the disk is full: what had finished stays in the journal.
int run_study(const ExpandedStudy& study, const RunOptions& options,
              std::optional<MeasuredStudy> known = {});

}  // namespace tiersim
