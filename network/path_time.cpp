#include "network/path_time.h"

#include <algorithm>
#include <cmath>

#include "network/packet_sizes.h"

namespace tiersim {
namespace {

Duration wire_time(std::int64_t bytes, BitsPerSecond rate) {
  if (rate.value <= 0) return Duration{0};  // nothing passes: there is no time to tell
  return Duration(std::llround(8e9 * static_cast<double>(bytes) / rate.value));
}

}  // namespace

MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol) {
  const bool tcp = protocol == Transport::Protocol::tcp;
  const std::int64_t payload = tcp ? kTcpPayload : kUdpPayload,
                     headers = tcp ? kTcpHeaders : kUdpHeaders;
  const std::int64_t packets = (size.value + payload - 1) / payload;
  const std::int64_t all = size.value + packets * headers;
  const std::int64_t last = size.value - (packets - 1) * payload + headers;
  MessageTimes times;
  Duration slowest{0};
  for (const Topology::Hop& hop : path) {
    const Link& link = topology.links[hop.link].link;
    const BitsPerSecond rate = hop.up ? link.up : link.down;
    times.propagation += link.delay;
    const Duration last_time = wire_time(last, rate);
    times.transmission += last_time;
    slowest = std::max(slowest, wire_time(all, rate) - last_time);
  }
  times.transmission += slowest;
  return times;
}

MessageTimes split_time(Duration took, Duration connect, const MessageTimes& least) {
  MessageTimes times;
  times.connect = std::min(connect, took);
  times.propagation = std::min(least.propagation, took - times.connect);
  times.transmission = std::min(least.transmission, took - times.connect - times.propagation);
  times.queueing = took - times.connect - times.propagation - times.transmission;
  return times;
}

}  // namespace tiersim
