#pragma once

#include <cstdint>

#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// What a Linux host does where ns-3's own defaults would mislead (MSS 536, MinRto 1 s, ...).
/// Source: Linux 6.1, net/ipv4/tcp*.c and Documentation/networking/ip-sysctl.rst.
///
/// Where one segment stands for many packets, the first window is as many bytes, at least one
/// segment, and the least time-out is longer by what two segments take on the slowest link.
void set_linux_defaults(const Topology& topology, const Transport& transport,
                        int packets_per_segment);

/// Bytes that each end of a connection over `path` may hold: four times what fills the path and
/// 512 KiB at the least, as Linux's buffers grow. Where that is more than a queue of 1000 packets
/// holds, 1.15 times what fills the path: the rest would but wait in a queue, or overflow it.
std::uint64_t buffer_size(const Topology& topology, const std::vector<Topology::Hop>& path);

}  // namespace tiersim
