#pragma once

#include <netinet/in.h>

#include "network/emulation/host.h"
#include "network/emulation/owned_fd.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// Opens an IPv4 socket inside a host. `type` is SOCK_STREAM or SOCK_DGRAM. Its blocking reads and
/// writes fail after 5 s (set_patience()). Any thread may use it. Throws std::system_error if it
/// cannot be opened.
OwnedFd open_socket(const Host& host, int type);

/// Sets the time limit of each blocking read and each blocking write of a socket. A call that takes
/// longer fails with EAGAIN. Throws std::system_error if the limit cannot be set.
void set_patience(const OwnedFd& socket, Duration patience);

/// Binds a socket to the IPv4 address of `host` and a free port. Returns this address with the
/// port. Throws std::system_error if that fails.
sockaddr_in bind_to(const Host& host, const OwnedFd& socket);

/// Connects a socket to `address`. Throws std::system_error if that fails.
void connect_to(const OwnedFd& socket, const sockaddr_in& address);

}  // namespace tiersim
