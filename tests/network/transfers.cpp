#include "tests/network/transfers.h"

#include <ns3/simulator.h>

#include <numeric>

#include "sim/clock.h"

namespace tiersim {

Link wire(double mbps, Duration delay, double loss) {
  Link link;
  link.up = link.down = {mbps * 1e6};
  link.delay = delay;
  link.loss = {loss};
  return link;
}

Topology chain(const std::vector<Link>& links) {
  static const char* const names[] = {"mobile", "edge", "cloud", "beyond"};
  Topology topology{{names[0]}, {}};
  for (std::size_t i = 0; i < links.size(); ++i) {
    topology.places.emplace_back(names[i + 1]);
    topology.links.push_back({i, i + 1, links[i]});
  }
  return topology;
}

std::vector<double> transfer_times(const MakeNetwork& make, std::size_t to, const Transfers& what) {
  const std::unique_ptr<NetworkModel> network = make();
  std::vector<double> times;
  std::vector<int> left(static_cast<std::size_t>(what.clients), what.count);
  const std::function<void(std::size_t)> next = [&](std::size_t client) {
    if (left[client]-- == 0) return;
    if (what.cold) network->close_connections(client);
    network->send({0, to, {what.size}, client}, [&, client](const MessageTimes& parts) {
      times.push_back(1e-9 * static_cast<double>(parts.total().count()));
      schedule(what.pause, [&, client] { next(client); });
    });
  };
  for (std::size_t client = 0; client < left.size(); ++client)
    schedule(Duration{0}, [&, client] { next(client); });
  ns3::Simulator::Run();
  return times;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace tiersim
