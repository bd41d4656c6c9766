#pragma once

#include "scenarios/run/workers/ranks.h"

namespace tiersim {

/// Reads the command line and runs its command. Returns the exit status. If an option is wrong,
/// prints the mistake and returns 2. Throws UserError for any other mistake of the user.
///
/// `ranks` has the MPI ranks if MPI started this process; else it is nullptr. A rank other than 0
/// does not run the command: it helps rank 0 with the study (help_with_study()). Rank 0 gets its
/// mistakes and reports them.
int dispatch(int argc, char** argv, Ranks* ranks);

}  // namespace tiersim
