#include <simgrid/s4u.hpp>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "network/analytic/analytic_network.h"
#include "network/packet/packet_network.h"
#include "tests/network/transfers.h"

// SimGrid as an oracle that shares no code with ns-3 or with us: its flow model CM02 takes a
// message's latency, then its bytes at the link's bandwidth (Velho, Schnorr, Casanova & Legrand,
// ACM TOMACS 23(4), 2013), which is what a warm connection does.

using namespace tiersim;
using namespace std::chrono_literals;
namespace s4u = simgrid::s4u;

namespace {

struct Case {
  double mbps;
  Duration delay;
  std::int64_t size;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const double mbps : {1.0, 10.0, 100.0, 1000.0})
    for (const Duration delay : {Duration{1ms}, Duration{10ms}, Duration{50ms}})
      for (const std::int64_t size : {10'000LL, 100'000LL, 1'000'000LL})
        if (mbps > 1 || size < 1'000'000) all.push_back({mbps, delay, size});
  return all;
}

/// What SimGrid says that each case takes, in seconds. An engine serves once in a process.
std::vector<double> simgrid_times(const std::vector<Case>& cases) {
  std::vector<std::string> words{"test_simgrid",
                                 "--log=root.thresh:error",
                                 "--cfg=network/model:CM02",
                                 "--cfg=network/TCP-gamma:0",
                                 "--cfg=network/latency-factor:1",
                                 "--cfg=network/bandwidth-factor:1",
                                 "--cfg=network/crosstraffic:0"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  int count = static_cast<int>(arguments.size());
  s4u::Engine engine(&count, arguments.data());
  std::vector<double> took(cases.size());
  s4u::NetZone* const zone = s4u::create_full_zone("all");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string name = std::to_string(i);
    s4u::Host* const from = zone->create_host("from" + name, 1e9);
    s4u::Host* const to = zone->create_host("to" + name, 1e9);
    // What is left of the wire's rate when every 1448 bytes bring 54 of headers.
    const s4u::Link* const link = zone->create_link(name, cases[i].mbps * 1e6 / 8 * 1448 / 1502)
                                      ->set_latency(1e-9 * cases[i].delay.count())
                                      ->seal();
    zone->add_route(from->get_netpoint(), to->get_netpoint(), nullptr, nullptr,
                    {s4u::LinkInRoute(link)}, true);
    s4u::Mailbox* const box = s4u::Mailbox::by_name(name);
    s4u::Actor::create("put" + name, from, [box, size = cases[i].size] {
      static int payload;
      box->put(&payload, static_cast<std::uint64_t>(size));
    });
    s4u::Actor::create("get" + name, to, [box, &time = took[i]] {
      box->get<int>();
      time = s4u::Engine::get_clock();
    });
  }
  zone->seal();
  engine.run();
  return took;
}

}  // namespace

TEST_CASE("Warm messages take as long as SimGrid's flow model says", "[simgrid]") {
  const std::vector<Case> all = cases();
  const std::vector<double> expected = simgrid_times(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [mbps, delay, size] = all[i];
    INFO(mbps << " Mbps, " << delay.count() / 1'000'000 << " ms, " << size << " bytes");
    const Topology topology = chain({wire(mbps, delay)});
    const Transfers warm{size, 12};
    const auto packet = [&] { return std::make_unique<PacketNetwork>(topology, Transport{}, 1); };
    const auto analytic = [&] {
      return std::make_unique<AnalyticNetwork>(topology, Transport{}, 1);
    };
    CHECK(transfer_times(packet, 1, warm).back() == Approx(expected[i]).epsilon(0.02));
    CHECK(transfer_times(analytic, 1, warm).back() == Approx(expected[i]).epsilon(0.02));
  }
}
