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
  int workers{1};         ///< worker processes of each rank
  Ranks* ranks{nullptr};  ///< set if MPI started this process, which is then rank 0
  OutputRules rules;
  std::string command;  ///< as typed, for the results file
};

/// Prepares and measures the models of a study, simulates it and stores the results. If `known` is
/// given, nothing is prepared or measured. With `resume`, it continues from the journal of a run
/// that was interrupted, and the results are the same bytes. Returns the exit status: 0: done; 1: a
/// scenario failed or is invalid; 130: interrupted. Throws UserError if `output` may not be used or
/// if the disk is full; the journal then keeps what had finished.
int run_study(const ExpandedStudy& study, const RunOptions& options,
              std::optional<MeasuredStudy> known = {});

}  // namespace tiersim
