#pragma once

#include <string>

#include "network/emulation/network_namespace.h"
#include "network/emulation/owned_fd.h"

namespace tiersim {

/// Makes a TUN device in a namespace and sets it up. Packets that the kernel sends over it are read
/// from the descriptor, one IP packet each, and packets written to the descriptor arrive at the
/// kernel. The device vanishes when the descriptor is closed. Throws std::runtime_error.
OwnedFd make_tun_device(const NetworkNamespace& network, const std::string& name);

}  // namespace tiersim
