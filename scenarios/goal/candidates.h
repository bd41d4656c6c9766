#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/goal/criterion.h"
#include "scenarios/goal/judgement.h"

namespace tiersim {

/// A value of a swept setting: a number in the base unit of its column, or a text. NaN or an empty
/// text: the study of this scenario does not sweep the setting (in a merged file).
using SweptCell = std::variant<double, std::string>;

/// A swept setting: a column `sweep.<path>` of /scenarios.
struct SweptColumn {
  std::string title;  ///< the last two parts of the path: "edge-cloud.bandwidth"
  std::string unit;   ///< unit of its numbers; "" if its values are texts
};

/// A scenario that is held against a goal.
struct GoalCandidate {
  std::string subject;
  std::string name;  ///< its operator and deployment: "sptq on edge"
  std::string deployment;
  /// False if its status is not ok, or if it has no requests. Then it has no figures.
  bool is_usable{false};
  std::vector<Figure> figures;  ///< one for each criterion, in their order
  Judgement judgement;          ///< of the figures
  std::vector<SweptCell> swept;
};

/// All scenarios of a results file, in the order of the file.
struct CandidateTable {
  std::vector<SweptColumn> columns;  ///< in alphabetical order of their paths
  std::vector<GoalCandidate> candidates;
};

/// Reads the scenarios of a results file with the figures that `criteria` need. Throws UserError if
/// the file is not a results file or is damaged.
CandidateTable read_candidates(const std::filesystem::path& results,
                               const std::vector<Criterion>& criteria);

/// Wilson's 95 % interval of an accuracy, [0, 1], that was measured on `items` items of a test set.
/// The ends are NaN if `items` is not above 0 or the accuracy is unknown (NaN).
/// Source: Wilson, JASA 22 (1927).
Figure accuracy_figure(double accuracy, std::int64_t items);

}  // namespace tiersim
