#pragma once

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// Returns the time of a message of `size` on a path without other traffic, over an open connection
/// with a large window. Its transmission is the whole message on the slowest link and the last
/// packet on the other links; its propagation is the sum of the delays; `connect` and `queueing`
/// are zero. `sent` is a time since the links' traces began. Token buckets are full. Wi-Fi has its
/// nominal rate, because the additional time of its protocol counts as queueing. A link on which
/// nothing passes adds nothing.
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol, Duration sent = Duration{0});

/// Splits the time `took` of a message into its four parts. `connect` is as given. Propagation and
/// transmission are those of `least`, or less if `took` is too short. The rest is queueing.
MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least);

}  // namespace tiersim
