#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// One value that a sweep gives a path, and where it stands.
struct SweptText {
  std::string text;
  YAML::Mark mark;
};

struct SweptPath {
  std::string path;  ///< "links.edge-cloud.bandwidth"
  std::vector<SweptText> values;
  std::shared_ptr<const Source> source;
};

/// Paths that advance together; the axes of a sweep cross, the last one advancing fastest.
struct SweepAxis {
  std::vector<SweptPath> paths;  ///< each with as many values
  bool zipped{false};            ///< under `zip`

  std::size_t size() const { return paths[0].values.size(); }
};

/// Reads `sweep` and the sweeps of the command line: PATH and V1,V2,... or a range. A path of the
/// command line replaces the same path of the study. Throws StudyError.
std::vector<SweepAxis> read_sweep(
    const Document& document, const std::vector<std::pair<std::string, std::string>>& command_line);

/// How many points the axes span. Throws StudyError if they are too many.
std::size_t count_points(const std::vector<SweepAxis>& axes);

/// A value from the command line as YAML. Throws StudyError.
YAML::Node parse_value(const std::string& text, const std::string& file, const std::string& path);

}  // namespace tiersim
