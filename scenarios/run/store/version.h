#pragma once

#include <string>

namespace tiersim {

extern const char* const kVersion;  ///< version of tiersim: "0.1.0"
/// The git revision of this build, from `git describe`. It ends in "-dirty" if there were
/// uncommitted changes.
extern const char* const kGitRevision;

/// The version and the git revision of this program as one text. A journal can be resumed only by a
/// program with the same text. MPI ranks can work together only if they have the same text.
inline std::string this_build() { return std::string(kVersion) + " " + kGitRevision; }

}  // namespace tiersim
