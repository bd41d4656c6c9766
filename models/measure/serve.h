#pragma once

namespace tiersim::models {

/// Answers the requests that arrive on a connected socket (models/protocol/messages.h and
/// measuring.h), one after the other, until the other end closes the connection. A request that
/// fails gets an "error" reply, and the process goes on. Before the first request, removes the
/// control groups that ended processes of tiersim have left. Throws ProtocolError if the connection
/// fails or a message is malformed.
void serve(int socket);

}  // namespace tiersim::models
