#include "network/link/path_time.h"

#include <algorithm>
#include <cmath>

#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

constexpr double kLightSpeed = 299'792'458;  // metres per second

Duration wire_time(double bytes, BitsPerSecond rate) {
  if (rate.value <= 0) return Duration{0};  // nothing passes: there is no time to tell
  return Duration(std::llround(8e9 * bytes / rate.value));
}

/// What packets of so many bytes in all, the last as given, take on a link from `start` on.
Duration link_time(const Link& link, bool up, std::int64_t bytes, std::int64_t last,
                   Duration start) {
  if (link.kind == Link::Kind::wifi) return wire_time(static_cast<double>(bytes), kWifiRate);
  const auto& trace = up ? link.up_trace : link.down_trace;
  if (trace)
    return time_to_carry(*trace, start, 8.0 * static_cast<double>(bytes)).value_or(Duration{0});
  const BitsPerSecond rate = up ? link.up : link.down;
  if (!link.burst || rate.value <= 0) return wire_time(static_cast<double>(bytes), rate);
  // At the peak rate as long as the bucket lasts; the last packet leaves when it has its tokens.
  const double beyond = static_cast<double>(bytes - link.burst->value);
  return std::max(
      wire_time(static_cast<double>(bytes), link.peak),
      wire_time(std::max(0.0, beyond), rate) + wire_time(static_cast<double>(last), link.peak));
}

}  // namespace

BitsPerSecond long_run_rate(const Link& link, bool up) {
  if (link.kind == Link::Kind::wifi) return kWifiRate;
  const auto& trace = up ? link.up_trace : link.down_trace;
  return trace ? highest_rate(*trace) : up ? link.up : link.down;
}

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
    const Duration last_time = link_time(link, hop.up, last, last, start);
    times.propagation += link.kind == Link::Kind::wifi
                             ? std::chrono::duration_cast<Duration>(
                                   std::chrono::duration<double>(link.distance / kLightSpeed))
                             : link.delay;
    times.transmission += last_time;
    slowest = std::max(slowest, link_time(link, hop.up, all, last, start) - last_time);
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
