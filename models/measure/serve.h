#pragma once

namespace tiersim::models {

/// Answers the requests that arrive on a connected socket (models/protocol/messages.h) until the
/// other end closes the connection. A request that fails gets an "error" reply, and the process
/// goes on.
void serve(int socket);

}  // namespace tiersim::models
