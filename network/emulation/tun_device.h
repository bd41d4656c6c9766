#pragma once

#include <string>

#include "network/emulation/network_namespace.h"
#include "network/emulation/owned_fd.h"

namespace tiersim {

/// Makes a TUN device in a network namespace and brings it up. Returns its file descriptor, which
/// does not block. Each read() takes one IP packet that the kernel sent over the device. Each
/// write() hands the kernel one IP packet that it then receives from the device. The device
/// vanishes when the descriptor is closed. Throws std::runtime_error if the device cannot be made.
OwnedFd make_tun_device(const NetworkNamespace& network, const std::string& name);

}  // namespace tiersim
