#include "network/link/path_time.h"

#include <algorithm>

#include "network/link/packet_sizes.h"

namespace tiersim {
MessageTimes path_time(const Topology& topology, const std::vector<Topology::Hop>& path, Bytes size,
                       Transport::Protocol protocol, Duration sent) {
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
    const Duration start = sent + times.propagation + times.transmission;
    const Duration last_time = link.kind->transmission(link, hop.up, last, last, start);
    times.propagation += link.kind->propagation(link);
    times.transmission += last_time;
    slowest =
        std::max(slowest, link.kind->transmission(link, hop.up, all, last, start) - last_time);
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
