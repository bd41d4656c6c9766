#pragma once

#include <string>

namespace tiersim {

extern const char* const kVersion;  ///< "0.1.0"
extern const char* const
    kGitRevision;  ///< as git describe gives it, "-dirty" for uncommitted changes

/// Tells builds apart, of which only equal ones go on with each other's work.
inline std::string this_build() { return std::string(kVersion) + " " + kGitRevision; }

}  // namespace tiersim
