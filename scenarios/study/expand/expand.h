#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/study.h"
#include "scenarios/study/sweep/sweep.h"
#include "scenarios/study/yaml/value.h"
#include "sim/results/results.h"

namespace tiersim {

/// A scenario before its simulation: a subject, an operator and a deployment, with the settings of
/// one sweep point.
struct ScenarioPlan {
  std::size_t point;  ///< index into ExpandedStudy::points
  std::string subject;
  StudyOperator study_operator;
  std::string deployment;
};

/// The settings of a study at one combination of its swept values, and these values.
struct SweepPoint {
  Study study;
  std::vector<SweepValue> values;
};

/// How the scenarios of a study are run.
enum class Mode {
  simulated,  ///< on ns-3's clock, with measured times
  emulated    ///< in real time, with the real models and real sockets
};
const char* name_of(Mode mode);

/// A study with all its sweep points and scenarios.
struct ExpandedStudy {
  Mode mode{Mode::simulated};
  std::string yaml;  ///< text of the study as the user wrote it
  /// Text of the study with every default, with included settings and with the values of --set and
  /// --sweep.
  std::string expanded_yaml;
  /// Contents of the trace files that the study reads, by their paths in expanded_yaml.
  std::map<std::string, std::string> files;
  std::vector<SweepAxis> axes;
  std::vector<SweepPoint> points;
  /// All scenarios, ordered by subject, operator, deployment and sweep point. The index of a
  /// scenario is its number.
  std::vector<ScenarioPlan> scenarios;
  /// Number of combinations of subject, operator and deployment that make no scenario (see
  /// is_scenario()), per sweep point.
  std::size_t left_out{0};
};

/// Settings that replace those of a study. Those of the command line are pairs of a path and the
/// text of its value or values.
struct Overrides {
  std::vector<std::pair<std::string, std::string>> set;    ///< --set PATH=VALUE
  std::vector<std::pair<std::string, std::string>> sweep;  ///< --sweep PATH=V1,V2
  /// --emulate-with PATH=VALUE. These settings replace those of `set`.
  std::vector<std::pair<std::string, std::string>> emulate_with{};
  /// Axes in place of all the study's sweep; nullopt: the study's sweep and `sweep` hold.
  std::optional<std::vector<SweepAxis>> axes{};
};

/// Reads and checks a study with the settings of `overrides`, and lists its sweep points and
/// scenarios. Each point combines one value of every sweep axis. If `files` has the content of a
/// file, it is used in place of the file on the disk. Throws StudyError for a mistake in the study
/// or more than a million scenarios, and UserError for a mistake in a file that the study names.
ExpandedStudy expand(Document document, const Overrides& overrides = {}, StudyFiles files = {});

/// Returns `study`, changed so that it runs in real time (Mode::emulated). Its real models compute
/// each request, as with `compute: live`, so it needs no profiles.
ExpandedStudy emulated(ExpandedStudy study);

}  // namespace tiersim
