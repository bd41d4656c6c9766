#pragma once

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// The time of a message on a path that carries nothing else, with an open connection and a large
/// window: the whole message on the slowest link, its last packet on the others, then the delays.
/// `sent` is a time since the links' traces began. Token buckets are full. Wi-Fi has its nominal
/// rate; the time that its protocol takes in addition counts as queueing. A link on which nothing
/// passes adds nothing. `connect` and `queueing` are zero.
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol, Duration sent = Duration{0});

/// Splits the time that a message took. `connect` is as given, propagation and transmission are
/// those of `least` if there is so much time, and the rest is queueing.
MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least);

}  // namespace tiersim
