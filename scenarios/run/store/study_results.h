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

/// How many scenarios of a study are not ok (failed or invalid), and which is the first of them.
struct Shortcomings {
  std::size_t count{0};
  std::string first;  ///< number, status and reason of the first such scenario
};

/// Writes the results file of a study, with the scenarios in the order of their numbers. A result
/// whose predecessors are all in the file is written at once, while other scenarios still run.
/// Other results wait in memory or are read from the journal at the end. Every method throws
/// UserError if the file cannot be written.
class StudyResults {
 public:
  StudyResults(const ExpandedStudy& study, const MeasuredStudy& measured,
               const std::filesystem::path& output);

  /// Takes the packed result of the scenario number `scenario`, which has just finished. Scenarios
  /// may come in any order, each of them once. The journal must have the result, too.
  void add(std::size_t scenario, const std::string& packed);

  /// Writes the results that add() has not written, which it reads from the journal. Then writes
  /// profiles, variants and provenance, and completes the file. `complete` says whether all
  /// scenarios have finished. `command` is the command line. Returns the scenarios that are not ok.
  Shortcomings finish(const Journal& journal, bool complete, const std::string& command);

 private:
  void write(std::size_t scenario, const std::string& packed);

  const ExpandedStudy& study_;
  const MeasuredStudy& measured_;
  Routes routes_;
  ResultsWriter file_;
  Shortcomings bad_;
  std::size_t next_{0};  ///< number of the scenario that the file needs next
  /// Packed results that cannot be written yet, because an earlier scenario has not finished. The
  /// key is the number of the scenario.
  std::map<std::size_t, std::string> early_;
  std::size_t early_bytes_{0};
};

}  // namespace tiersim
