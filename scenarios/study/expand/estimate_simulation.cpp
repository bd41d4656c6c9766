#include "scenarios/study/expand/estimate_simulation.h"

#include <algorithm>
#include <cmath>

#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

constexpr double kPacketsPerSecond = 100'000;  // of one core
constexpr double kCoarsePackets = 10;          // that a segment stands for
constexpr double kRequestAlone = 4;            // packets' worth of work besides those sent
constexpr double kAnalyticRequest = 0.3;       // packets' worth of work, messages and all
constexpr std::size_t kMostLookedAt = 5'000;   // scenarios; of more, some stand for all

/// Bytes of a float32 photo, of a smaller image, and of the ids of 128 tokens.
double tensor_bytes(const std::string& subject) {
  if (subject.find("bert") != std::string::npos) return 128 * 8;
  if (subject.find("_midi") != std::string::npos) return 64 * 64 * 4;
  return subject.find("_mini") != std::string::npos ? 28 * 28 * 4 : 3 * 224 * 224 * 4;
}

double payload_bytes(const RequestSettings& request, const std::string& subject) {
  if (const auto* size = std::get_if<Bytes>(&request.payload))
    return static_cast<double>(size->value);
  const auto* encoding = std::get_if<Encoding>(&request.payload);
  const double tensor = tensor_bytes(subject);
  if (encoding && *encoding == Encoding::base64_json) return tensor * 4 / 3;
  return encoding ? tensor : tensor / 4;  // a sample: bytes, not floats
}

/// What one request puts on the links, and how long the bytes are under way.
struct Load {
  double packets{0}, seconds{0};
};

void send(const Topology& topology, std::size_t from, std::size_t to, double bytes,
          Fidelity fidelity, Load& load) {
  double packets = std::ceil(bytes / static_cast<double>(kTcpPayload));
  if (fidelity == Fidelity::coarse) packets = std::ceil(packets / kCoarsePackets);
  double slowest = 0;
  for (const Topology::Hop& hop : topology.path(from, to)) {
    const Link& link = topology.links[hop.link].link;
    const double rate = std::max(hop.up ? link.up.value : link.down.value, 1e3);
    load.packets += packets;
    load.seconds += 1e-9 * static_cast<double>(link.delay.count());
    slowest = std::max(slowest, 8 * bytes / rate);
  }
  load.seconds += slowest;
}

double background_packets(const Topology& topology, double seconds) {
  double packets = 0;
  for (const TopologyLink& link : topology.links) {
    const Background& background = link.link.background;
    const double on = static_cast<double>(background.on.count()),
                 off = static_cast<double>(background.off.count());
    packets += (background.up.value + background.down.value) * seconds /
               (8 * static_cast<double>(kUdpPayload)) * (on > 0 ? on / (on + off) : 1);
  }
  return packets;
}

double packets_of(const Study& study, const ScenarioPlan& plan) {
  const Fidelity fidelity = study.network.fidelity;
  if (fidelity == Fidelity::analytic)
    return static_cast<double>(study.request.count) * kAnalyticRequest;
  const Topology topology = topology_of(study);
  const double payload = payload_bytes(study.request, plan.subject);
  const std::size_t origin = topology.place(origin_of(study));
  std::size_t at = origin;
  Load load{kRequestAlone, 0};
  for (const std::string& tier : tiers_of(plan.deployment)) {
    const std::size_t next = topology.place(tier);
    send(topology, at, next, payload, fidelity, load);
    at = next;
  }
  send(topology, at, origin, static_cast<double>(study.request.answer.value), fidelity, load);
  if (const auto* open = std::get_if<OpenLoop>(&study.request.arrivals))
    load.seconds = 1 / open->rate;
  return static_cast<double>(study.request.count) *
         (load.packets + background_packets(topology, load.seconds));
}

}  // namespace

double expected_packets(const ExpandedStudy& study, std::size_t scenario) {
  const ScenarioPlan& plan = study.scenarios[scenario];
  return packets_of(study.points[plan.point].study, plan);
}

SimulationEstimate estimate_simulation(const ExpandedStudy& study) {
  const std::size_t step = std::max<std::size_t>(1, study.scenarios.size() / kMostLookedAt);
  double packets = 0, looked_at = 0;
  for (std::size_t i = 0; i < study.scenarios.size(); i += step, ++looked_at) {
    const ScenarioPlan& plan = study.scenarios[i];
    const Study& settings = study.points[plan.point].study;
    packets += packets_of(settings, plan);
  }
  packets *= static_cast<double>(study.scenarios.size()) / std::max(looked_at, 1.0);
  return {packets, packets / kPacketsPerSecond};
}

}  // namespace tiersim
