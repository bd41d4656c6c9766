#pragma once

#include <filesystem>
#include <string>

#include "scenarios/study/expand.h"

namespace tiersim {

struct RunOptions {
  std::filesystem::path output;
  int workers{1};
  bool force{false};
  std::string command;  ///< as typed, for the results file
};

/// Prepares, measures, simulates and stores. Returns the exit status: 0 done, 1 where a scenario
/// failed or is invalid, 130 interrupted. Throws UserError, nothing written, where `output` may not
/// be used.
int run_study(const ExpandedStudy& study, const RunOptions& options);

}  // namespace tiersim
