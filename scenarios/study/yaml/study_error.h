#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "sim/base/error.h"

namespace tiersim {

/// Thrown for a mistake in a study. Its text is `file:line:column: path: problem (remedy)`.
class StudyError : public UserError {
 public:
  StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
             const std::string& problem);
};

/// Makes a text fit for a message: replaces control characters by "?", and cuts a text of more than
/// 60 bytes, adding "...".
std::string printable(const std::string& text);

}  // namespace tiersim
