#pragma once

#include <cstdint>

#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// Sets the defaults of ns-3's TCP to those of a Linux host, for all sockets that are made
/// afterwards in this process. ns-3's own defaults differ (segments of 536 bytes, a least time-out
/// of one second and so on). `transport` gives the congestion control. Source: Linux 6.1,
/// net/ipv4/tcp*.c and Documentation/networking/ip-sysctl.rst.
///
/// If one segment stands for many packets, the first window has the same number of bytes, rounded
/// down to whole segments, but at least one segment. The least time-out is then longer by the time
/// of two segments on the slowest link of `topology`.
void set_linux_defaults(const Topology& topology, const Transport& transport,
                        int packets_per_segment);

/// Returns the bytes that each end of a TCP connection over `path` can buffer: four times the
/// bandwidth-delay product, as Linux's buffers grow. But not more than the payload of 950 packets
/// or 1.15 times the product, whichever is larger: more would only wait in a queue of 1000 packets
/// or overflow it. Never less than 512 KiB or more than 16 MiB.
std::uint64_t buffer_size(const Topology& topology, const std::vector<Topology::Hop>& path);

}  // namespace tiersim
