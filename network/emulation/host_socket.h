#pragma once

#include <netinet/in.h>

#include "network/emulation/host.h"
#include "network/emulation/owned_fd.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// A socket in a host: SOCK_STREAM or SOCK_DGRAM. Its reads and writes give up after 5 s. It may be
/// used by any thread. Throws std::system_error.
OwnedFd open_socket(const Host& host, int type);

/// Reads and writes give up after so long.
void set_patience(const OwnedFd& socket, Duration patience);

/// Binds a socket to the host's address and a free port. Returns both.
sockaddr_in bind_to(const Host& host, const OwnedFd& socket);

/// Connects a socket. Throws std::system_error.
void connect_to(const OwnedFd& socket, const sockaddr_in& address);

}  // namespace tiersim
