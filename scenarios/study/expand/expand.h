#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/sweep/sweep.h"
#include "scenarios/study/yaml/value.h"
#include "sim/results/results.h"

namespace tiersim {

/// One row of a study: which variant computes where, under which settings.
struct ScenarioPlan {
  std::size_t point;  ///< index into ExpandedStudy::points
  std::string subject;
  StudyOperator study_operator;
  std::string deployment;
};

/// A study at one combination of its swept values.
struct SweepPoint {
  Study study;
  std::vector<SweepValue> values;
};

struct ExpandedStudy {
  std::string yaml;           ///< as written
  std::string expanded_yaml;  ///< with every default and everything from the command line
  std::map<std::string, std::string> files;  ///< texts of traces, by the paths in expanded_yaml
  std::vector<SweepAxis> axes;
  std::vector<SweepPoint> points;
  std::vector<ScenarioPlan>
      scenarios;            ///< subject, operator, deployment, then sweep point; ids in order
  std::size_t left_out{0};  ///< pairs of operator and deployment that do not fit, per sweep point
};

/// Settings from the command line: paths and the text of their values.
struct Overrides {
  std::vector<std::pair<std::string, std::string>> set;    ///< --set PATH=VALUE
  std::vector<std::pair<std::string, std::string>> sweep;  ///< --sweep PATH=V1,V2
};

/// Reads a study, applies overrides and crosses the sweeps. `files` replace the files on the disk.
/// Throws StudyError.
ExpandedStudy expand(Document document, const Overrides& overrides = {}, StudyFiles files = {});

}  // namespace tiersim
