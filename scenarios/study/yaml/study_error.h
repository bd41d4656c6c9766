#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "sim/base/error.h"

namespace tiersim {

/// Thrown for a mistake in a study. Its text is `file:line:column: path: problem (remedy)`. Lines
/// and columns count from 1; `path` names the setting ("links.edge-cloud.delay"), or is "study".
class StudyError : public UserError {
 public:
  StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
             const std::string& problem);
};

/// Returns a text in a form that fits into a message. Each control character becomes "?". Of a text
/// of more than 60 bytes, only the first 60 bytes remain, followed by "...".
std::string printable(const std::string& text);

}  // namespace tiersim
