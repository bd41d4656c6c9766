#pragma once

namespace tiersim::models {

/// Answers the requests that arrive on a connected socket until the other end closes it.
/// A request that cannot be met is answered with an error; the process goes on.
void serve(int socket);

}  // namespace tiersim::models
