#pragma once

#include <string>

namespace tiersim {

extern const char* const kVersion;  ///< "0.1.0"
/// The output of git describe. It ends in "-dirty" if there were uncommitted changes.
extern const char* const kGitRevision;

/// Names this build. Only an equal build can resume a journal or help over MPI.
inline std::string this_build() { return std::string(kVersion) + " " + kGitRevision; }

}  // namespace tiersim
