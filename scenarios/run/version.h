#pragma once

namespace tiersim {

extern const char* const kVersion;  ///< "0.1.0"
extern const char* const
    kGitRevision;  ///< as git describe gives it, "-dirty" for uncommitted changes

}  // namespace tiersim
