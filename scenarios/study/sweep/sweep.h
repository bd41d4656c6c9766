#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// One value of a swept setting as text, and its position in the file, for messages.
struct SweptText {
  std::string text;
  YAML::Mark mark;
};

struct SweptPath {
  std::string path;  ///< the swept setting: "links.edge-cloud.bandwidth"
  std::vector<SweptText> values;
  std::shared_ptr<const Source> source;
};

/// One axis of a sweep: one swept setting, or several that change together. A sweep has a point for
/// each combination of a value of every axis. The last axis changes fastest.
struct SweepAxis {
  std::vector<SweptPath> paths;  ///< the swept settings; all have the same number of values
  bool zipped{false};            ///< whether the paths are listed under the key `zip`

  std::size_t size() const { return paths[0].values.size(); }
};

/// Reads the axes of a sweep from the key `sweep` of the study, then from `command_line`. The
/// latter are pairs of a path and a text: "V1,V2,..." or a range. A path of the command line
/// replaces the same path of the study. Throws StudyError if a setting cannot be swept, if a path
/// or a value occurs twice, if zipped paths have different numbers of values, or if the sweep is
/// malformed.
std::vector<SweepAxis> read_sweep(
    const Document& document, const std::vector<std::pair<std::string, std::string>>& command_line);

/// The number of points of a sweep: the product of the sizes of its axes. Throws StudyError if it
/// is above kMostPoints.
std::size_t count_points(const std::vector<SweepAxis>& axes);

/// Parses `text`, a value from the command line, as YAML, and returns its node. Throws StudyError
/// if the text is not YAML. The error names the option, `file` ("--set
/// links.edge-cloud.bandwidth"), and the setting, `path`.
YAML::Node parse_value(const std::string& text, const std::string& file, const std::string& path);

}  // namespace tiersim
