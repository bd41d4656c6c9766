#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "sim/base/error.h"

namespace tiersim {

/// A mistake in a study: `file:line:column: path: problem (remedy)`.
class StudyError : public UserError {
 public:
  StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
             const std::string& problem);
};

/// A text for use in a message: one line of at most 60 characters, without control characters.
std::string printable(const std::string& text);

}  // namespace tiersim
