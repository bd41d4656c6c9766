#pragma once

#include "network/link/topology.h"
#include "network/link/transport.h"
#include "sim/network_model.h"

namespace tiersim {

/// 802.11ac on 80 MHz with one spatial stream and a guard interval of 800 ns at its highest step,
/// VHT-MCS 9 (IEEE 802.11-2016, table 21-38), which is what Link::Kind::wifi has nearby.
constexpr BitsPerSecond kWifiRate{390e6};

/// The rate that packets have on a link in the long run: the bucket's filling rate, not its peak;
/// of a trace the highest; of Wi-Fi the nominal one.
BitsPerSecond long_run_rate(const Link& link, bool up);

/// What a message takes on a path that carries nothing else, its connection open and its window
/// large: the whole of it on the slowest link, its last packet on the others, then the delays.
/// Traces are integrated from `sent` on, a time since they began; buckets are full; Wi-Fi has its
/// nominal rate, what its protocol takes besides is queueing. A link on which nothing passes adds
/// nothing. `connect` and `queueing` are zero.
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol, Duration sent = Duration{0});

/// Splits the time that a message took: `connect` as given, propagation and transmission as far as
/// there is time for them, the rest queueing.
MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least);

}  // namespace tiersim
