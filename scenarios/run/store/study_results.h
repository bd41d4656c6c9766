#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

#include "scenarios/measure/measured_study.h"
#include "scenarios/run/scenario/routes.h"
#include "scenarios/run/store/journal.h"
#include "scenarios/study/expand/expand.h"
#include "sim/results/results_file.h"

namespace tiersim {

/// The scenarios of a study that are not ok.
struct Shortcomings {
  std::size_t count{0};
  std::string first;  ///< the number, status and reason of the first one
};

/// The results file of a study, with its scenarios in their order. Scenarios that finish in about
/// that order are written while others still run. The others come from the journal at the end.
/// Every method throws UserError if the file cannot be written.
class StudyResults {
 public:
  StudyResults(const ExpandedStudy& study, const MeasuredStudy& measured,
               const std::filesystem::path& output);

  /// Adds a packed result as soon as the scenario has finished.
  void add(std::size_t scenario, const std::string& packed);

  /// Adds the journal's results that were not added before, and everything that is not a scenario.
  Shortcomings finish(const Journal& journal, bool complete, const std::string& command);

 private:
  void write(std::size_t scenario, const std::string& packed);

  const ExpandedStudy& study_;
  const MeasuredStudy& measured_;
  Routes routes_;
  ResultsWriter file_;
  Shortcomings bad_;
  std::size_t next_{0};                       ///< all scenarios before it are in the file
  std::map<std::size_t, std::string> early_;  ///< packed; an earlier scenario has not finished
  std::size_t early_bytes_{0};
};

}  // namespace tiersim
