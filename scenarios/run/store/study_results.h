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

/// What is not ok among the scenarios of a study.
struct Shortcomings {
  std::size_t count{0};
  std::string first;  ///< its number, status and reason
};

/// The results file of a study, which has its scenarios in their order. Those that finish in about
/// that order are written while others still run; the journal has the rest. Every method throws
/// UserError where the file cannot be written.
class StudyResults {
 public:
  StudyResults(const ExpandedStudy& study, const MeasuredStudy& measured,
               const std::filesystem::path& output);

  /// What has finished, while it is at hand: packed.
  void add(std::size_t scenario, const std::string& result);

  /// Writes what the journal has beyond what was added, and all that is no scenario.
  Shortcomings finish(const Journal& journal, bool complete, const std::string& command);

 private:
  void write(std::size_t scenario, const std::string& packed);

  const ExpandedStudy& study_;
  const MeasuredStudy& measured_;
  Routes routes_;
  ResultsWriter file_;
  Shortcomings bad_;
  std::size_t next_{0};                       ///< all scenarios before it are in the file
  std::map<std::size_t, std::string> early_;  ///< finished before one that precedes them
  std::size_t early_bytes_{0};
};

}  // namespace tiersim
