#pragma once

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Returns the time of a message of `size` on a path without other traffic, over an open connection
/// with a large window. Transmission is the whole message on the slowest link and the last packet
/// on the other links. Propagation is the sum of the delays. `connect` and `queueing` are zero.
/// `sent` is the time of sending since the links' traces began. Token buckets are full. Wi-Fi has
/// its nominal rate: what its protocol takes beyond that counts as queueing. A link on which
/// nothing passes adds no transmission time.
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol, Duration sent = Duration{0});

/// Splits the time `took` of a message into its four parts, which add up to `took`. Takes first
/// `connect`, then the propagation and the transmission of `least`, each at most as long as what is
/// left of `took`. The rest is queueing.
MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least);

}  // namespace tiersim
