#pragma once

#include <cstdint>

#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// Gives ns-3's TCP the defaults of a Linux host, which differ from ns-3's own (MSS 536, MinRto 1
/// s,
/// ...). Source: Linux 6.1, net/ipv4/tcp*.c and Documentation/networking/ip-sysctl.rst.
///
/// If one segment stands for many packets, the first window has the same number of bytes, but at
/// least one segment, and the least time-out is longer by the time of two segments on the slowest
/// link.
void set_linux_defaults(const Topology& topology, const Transport& transport,
                        int packets_per_segment);

/// Bytes that each end of a connection over `path` may hold: four times what fills the path, and at
/// least 512 KiB, as Linux's buffers grow. If that is more than a queue of 1000 packets holds, it
/// is 1.15 times what fills the path, because the rest would only wait in a queue or overflow it.
std::uint64_t buffer_size(const Topology& topology, const std::vector<Topology::Hop>& path);

}  // namespace tiersim
