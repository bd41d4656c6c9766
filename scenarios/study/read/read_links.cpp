#include "scenarios/study/read/read_links.h"

#include <fmt/format.h>

#include "scenarios/study/read/traces.h"
#include "scenarios/study/yaml/read_quantity.h"

namespace tiersim {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestDelay = 10s;

Background read_background(const Value& value) {
  Background background;
  if (!value.given()) return background;
  if (value.is_scalar()) {
    background.up = background.down = read_bandwidth(value);
    return background;
  }
  value.check_keys({"up", "down", "on", "off"});
  if (const Value up = value["up"]; up.given()) background.up = read_bandwidth(up);
  if (const Value down = value["down"]; down.given()) background.down = read_bandwidth(down);
  if (value["on"].given() != value["off"].given())
    value.fail("has one of on and off (write both, or neither for constant traffic)");
  if (const Value on = value["on"]; on.given()) {
    background.on = read_duration(on, 1us, 1h);
    background.off = read_duration(value["off"], 1us, 1h);
  }
  return background;
}

void read_rates(const Value& value, Link& link) {
  const Value trace = value["trace"];
  const bool each_way = value["up"].given() && value["down"].given();
  if (!value["bandwidth"].given() && !each_way && !trace.given())
    value.fail("has no bandwidth (add e.g. bandwidth: 100 Mbps)");
  if (const Value both = value["bandwidth"]; both.given())
    link.up = link.down = read_bandwidth(both);
  if (const Value up = value["up"]; up.given()) link.up = read_bandwidth(up);
  if (const Value down = value["down"]; down.given()) link.down = read_bandwidth(down);
  if (!trace.given()) return;
  for (const char* key : {"bandwidth", "up", "down", "burst"})
    if (value[key].given()) value.fail_at(key, "has no meaning beside a trace (leave one out)");
  const LinkTraces traces = read_link_traces(trace);
  link.up_trace = traces.up;
  link.down_trace = traces.down;
}

void read_losses(const Value& value, Link& link) {
  if (const Value loss = value["loss"]; loss.given()) link.loss = read_fraction(loss, 0.0, 1.0);
  const Value burst = value["loss_burst"];
  if (!burst.given()) return;
  link.loss_burst = read_packets(burst, 1, 10'000).value;
  // A Gilbert channel is good for one packet at least between two bursts.
  if (link.loss.value < 1 && link.loss.value > link.loss_burst / (link.loss_burst + 1))
    burst.fail(fmt::format("{} in a row are not enough for a loss of {} (write more packets)",
                           to_string(Packets{link.loss_burst}), to_string(link.loss)));
}

Link read_wire(const Value& value) {
  Link link;
  read_rates(value, link);
  if (!value["delay"].given()) value.fail("has no delay (add e.g. delay: 10 ms)");
  link.delay = read_duration(value["delay"], 0ms, kLongestDelay);
  if (const Value jitter = value["jitter"]; jitter.given())
    link.jitter = read_duration(jitter, 0ms, kLongestDelay);
  read_losses(value, link);
  if (const Value queue = value["queue"]; queue.given()) {
    const double packets = read_packets(queue, 1, 1e6).value;
    link.queue = static_cast<std::int64_t>(packets);
    if (static_cast<double>(link.queue) != packets)
      queue.fail("is not a whole number of packets (write e.g. 100 packets)");
  }
  if (const Value discipline = value["discipline"]; discipline.given())
    link.discipline = discipline.one_of({"fifo", "fq_codel"}) == "fifo"
                          ? Link::Discipline::fifo
                          : Link::Discipline::fq_codel;
  if (const Value burst = value["burst"]; burst.given()) {
    if (link.discipline != Link::Discipline::fifo)
      burst.fail("has a queue of its own (leave the discipline out, or the burst)");
    link.burst = read_size(burst, 1600, 1'000'000'000);
  }
  if (const Value peak = value["peak"]; peak.given()) {
    if (!link.burst) peak.fail("belongs to a token bucket (add e.g. burst: 125 kB)");
    link.peak = read_bandwidth(peak);
    if (link.peak.value < std::max(link.up.value, link.down.value))
      peak.fail("is slower than the bandwidth (write a faster one)");
  }
  link.background = read_background(value["background"]);
  return link;
}

Link read_wifi(const Value& value) {
  Link link;
  if (const Value distance = value["distance"]; distance.given())
    link.distance = read_length(distance, 0.1, 200).value;
  if (const Value stations = value["stations"]; stations.given())
    link.stations = static_cast<int>(stations.integer(0, 50));
  link.background = read_background(value["background"]);
  return link;
}

const LinkKind& read_kind(const Value& value) {
  if (!value.given()) return default_link_kind();
  std::vector<std::string> names;
  for (const LinkKind* kind : link_kinds()) names.emplace_back(kind->name());
  return link_kind(value.one_of(names));
}

Link read_link(const std::string& name, const Value& value) {
  const LinkKind& kind = read_kind(value["kind"]);
  if (kind.is_access_only() && name != "client-mobile" && name != "mobile-edge")
    value["kind"].fail(
        fmt::format("{} gives access (use it from the client or the mobile device, a wire here)",
                    kind.title()));
  std::vector<std::string> keys{"kind"};
  keys.insert(keys.end(), kind.settings().begin(), kind.settings().end());
  value.check_keys(keys);
  Link link = &kind == &default_link_kind() ? read_wire(value) : read_wifi(value);
  link.kind = &kind;
  return link;
}

}  // namespace

const std::vector<std::string>& known_links() {
  static const std::vector<std::string> names{"client-mobile", "mobile-edge", "edge-cloud",
                                              "mobile-cloud"};
  return names;
}

void read_link(const Value& links, const std::string& name, Study& study) {
  const Value link = links[name];
  if (!link.given() || (link.is_scalar() && link.text() == "none")) return;
  study.links[name] = read_link(name, link);
  if (const Value trace = link["trace"]; trace.given()) {
    const Value file = trace.is_scalar() ? trace : trace["file"];
    study.trace_files[name] = file.as_study_path(file.text());
  }
}

NetworkSettings read_network(const Value& value) {
  value.check_keys({"fidelity", "transport", "congestion_control", "connection"});
  NetworkSettings network;
  if (const Value fidelity = value["fidelity"]; fidelity.given()) {
    const std::string name = fidelity.one_of({"packet", "coarse", "analytic"});
    network.fidelity = name == "packet"   ? Fidelity::packet
                       : name == "coarse" ? Fidelity::coarse
                                          : Fidelity::analytic;
  }
  if (const Value transport = value["transport"]; transport.given())
    network.transport.protocol = transport.one_of({"tcp", "udp"}) == "tcp"
                                     ? Transport::Protocol::tcp
                                     : Transport::Protocol::udp;
  if (const Value control = value["congestion_control"]; control.given()) {
    using Control = Transport::CongestionControl;
    const std::string name = control.one_of({"cubic", "linux-reno", "newreno"});
    network.transport.congestion_control = name == "cubic"        ? Control::cubic
                                           : name == "linux-reno" ? Control::linux_reno
                                                                  : Control::newreno;
  }
  if (const Value connection = value["connection"]; connection.given())
    network.connection_per_request = connection.one_of({"kept", "per-request"}) == "per-request";
  return network;
}

}  // namespace tiersim
