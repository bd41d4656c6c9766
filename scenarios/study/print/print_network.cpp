#include "scenarios/study/print/print_network.h"

namespace tiersim {
namespace {

using YAML::BeginMap, YAML::EndMap, YAML::Flow, YAML::Key, YAML::Value;

void print_background(const Background& background, YAML::Emitter& out) {
  if (background.up.value == 0 && background.down.value == 0) return;
  out << Key << "background" << Value << Flow << BeginMap << Key << "up" << Value
      << to_string(background.up) << Key << "down" << Value << to_string(background.down);
  if (background.on != Duration{0})
    out << Key << "on" << Value << to_string(background.on) << Key << "off" << Value
        << to_string(background.off);
  out << EndMap;
}

void print_wire(const Link& link, const std::string& trace_file, YAML::Emitter& out) {
  if (link.up_trace) {
    out << Key << "trace" << Value << Flow << BeginMap << Key << "file" << Value << trace_file
        << Key << "loop" << Value << (link.up_trace->period != Duration{0} ? "true" : "false")
        << EndMap;
  } else if (link.up == link.down) {
    out << Key << "bandwidth" << Value << to_string(link.up);
  } else {
    out << Key << "up" << Value << to_string(link.up) << Key << "down" << Value
        << to_string(link.down);
  }
  out << Key << "delay" << Value << to_string(link.delay) << Key << "jitter" << Value
      << to_string(link.jitter);
  out << Key << "loss" << Value << to_string(link.loss) << Key << "loss_burst" << Value
      << to_string(Packets{link.loss_burst});
  if (link.burst) {
    out << Key << "burst" << Value << to_string(*link.burst) << Key << "peak" << Value
        << to_string(link.peak);
  } else {
    out << Key << "discipline" << Value
        << (link.discipline == Link::Discipline::fifo ? "fifo" : "fq_codel");
  }
  out << Key << "queue" << Value << to_string(Packets{static_cast<double>(link.queue)});
}

void print_wifi(const Link& link, YAML::Emitter& out) {
  out << Key << "kind" << Value << "wifi" << Key << "distance" << Value
      << to_string(Metres{link.distance}) << Key << "stations" << Value << link.stations;
}

}  // namespace

void print_links(const Study& study, YAML::Emitter& out) {
  out << Key << "links" << Value << BeginMap;
  if (study.links.count("client-mobile") == 0) out << Key << "client-mobile" << Value << "none";
  for (const auto& [name, link] : study.links) {
    out << Key << name << Value << Flow << BeginMap;
    const auto trace = study.trace_files.find(name);
    if (link.kind != &default_link_kind())
      print_wifi(link, out);
    else
      print_wire(link, trace == study.trace_files.end() ? "" : trace->second, out);
    print_background(link.background, out);
    out << EndMap;
  }
  out << EndMap;
  const NetworkSettings& network = study.network;
  using Control = Transport::CongestionControl;
  const Control control = network.transport.congestion_control;
  out << Key << "network" << Value << Flow << BeginMap << Key << "fidelity" << Value
      << name_of(network.fidelity) << Key << "transport" << Value
      << (network.transport.protocol == Transport::Protocol::tcp ? "tcp" : "udp");
  out << Key << "congestion_control" << Value
      << (control == Control::cubic        ? "cubic"
          : control == Control::linux_reno ? "linux-reno"
                                           : "newreno");
  out << Key << "connection" << Value << (network.connection_per_request ? "per-request" : "kept")
      << EndMap;
  out << Key << "relay" << Value << (study.store_and_forward ? "store-and-forward" : "routed");
}

}  // namespace tiersim
