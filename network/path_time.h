#pragma once

#include "network/topology.h"
#include "network/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// What a message takes on a path that carries nothing else, its connection open and its window
/// large: the whole of it on the slowest link, its last packet on the others, then the delays.
/// `connect` and `queueing` are zero.
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol);

/// Splits the time that a message took: `connect` as given, propagation and transmission as far as
/// there is time for them, the rest queueing.
MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least);

}  // namespace tiersim
