#include "network/fidelity.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "network/analytic/analytic_network.h"
#include "network/packet/packet_network.h"
#include "tests/network/transfers.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const Traffic kLarge{{1'000'000}, {1'000'000}, false, false};

int chosen(const Link& link, const Traffic& traffic = kLarge, const Transport& transport = {}) {
  return packets_per_segment(Fidelity::coarse, chain({link}), transport, traffic);
}

MakeNetwork make(Fidelity fidelity, const Topology& topology, const Traffic& traffic) {
  const int packets = packets_per_segment(fidelity, topology, {}, traffic);
  return [=] { return make_network(fidelity, topology, {}, packets, 1); };
}

}  // namespace

TEST_CASE("One quiet link lets a segment stand for 44 packets", "[fidelity]") {
  CHECK(chosen(wire(100, 10ms)) == 44);
}

TEST_CASE("Only a coarse network has segments of several packets", "[fidelity]") {
  const Topology topology = chain({wire(100, 10ms)});
  CHECK(packets_per_segment(Fidelity::packet, topology, {}, kLarge) == 1);
  CHECK(packets_per_segment(Fidelity::analytic, topology, {}, kLarge) == 0);
}

TEST_CASE("Where packets matter one by one, segments are packets", "[fidelity]") {
  const auto with = [](auto change) {
    Link link = wire(100, 10ms);
    change(link);
    return chosen(link);
  };
  CHECK(with([](Link& link) { link.loss = {0.001}; }) == 1);
  CHECK(with([](Link& link) { link.jitter = 1ms; }) == 1);
  CHECK(with([](Link& link) { link.queue = 100; }) == 1);
  CHECK(with([](Link& link) { link.discipline = Link::Discipline::fq_codel; }) == 1);
  CHECK(with([](Link& link) { link.burst = Bytes{100'000}; }) == 1);
  CHECK(with([](Link& link) {
          link.down_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {1e8}}}, 0s});
        }) == 1);
  CHECK(with([](Link& link) { link.background.down = {1e6}; }) == 1);
  CHECK(with([](Link& link) { link.kind = &link_kind("wifi"); }) == 1);
  CHECK(chosen(wire(100, 10ms), {{1'000}, {1'000'000}, false, true}) == 1);
  CHECK(chosen(wire(100, 10ms), kLarge, {Transport::Protocol::udp}) == 1);
}

TEST_CASE("With a further link of the same rate, segments are as large as 0.5 % allows",
          "[fidelity]") {
  // 1 MB at 100 Mbps are 83.0 ms, one packet more 0.12, the delays 2: 0.5 % of 85.1 ms is 0.43 ms,
  // or three packets of 0.12 more on the second link.
  CHECK(packets_per_segment(Fidelity::coarse, chain({wire(100, 1ms), wire(100, 1ms)}), {},
                            kLarge) == 4);
}

TEST_CASE("Cold segments divide the first window", "[fidelity]") {
  const Traffic cold{{1'000'000}, {1'000'000}, true, false};
  for (const double mbps : {1.0, 10.0, 100.0, 1000.0}) {
    const int packets = chosen(wire(mbps, 10ms), cold);
    INFO(mbps << " Mbps: " << packets);
    CHECK(10 % packets == 0);
  }
  CHECK(chosen(wire(1000, 10ms), cold) == 10);
}

TEST_CASE("A segment takes much less time than the least time-out", "[fidelity]") {
  // A packet takes 12 ms at 1 Mbps: four are below 50 ms.
  CHECK(chosen(wire(1, 10ms)) == 4);
}

TEST_CASE("Coarse is within 0.5 % of packets warm, 1.5 % cold", "[fidelity][not-sanitized]") {
  for (const bool cold : {false, true})
    for (const double mbps : {1.0, 30.0, 1000.0})
      for (const Duration delay : {Duration{1ms}, Duration{20ms}})
        for (const std::int64_t size : {3'000LL, 30'000LL, 300'000LL, 2'000'000LL}) {
          if (mbps < 10 && size > 300'000) continue;
          const Topology one = chain({wire(mbps, delay)}),
                         two = chain({wire(2 * mbps, delay), wire(mbps, delay)});
          const Traffic traffic{{size}, {size}, cold, false};
          const Transfers what{size, cold ? 2 : 8, cold};
          for (const Topology& topology : {one, two}) {
            INFO((cold ? "cold, " : "warm, ")
                 << mbps << " Mbps, " << delay.count() / 1'000'000 << " ms, " << size << " bytes, "
                 << topology.links.size() << " links, "
                 << packets_per_segment(Fidelity::coarse, topology, {}, traffic)
                 << " packets in a segment");
            const std::size_t to = topology.links.size();
            CHECK(transfer_times(make(Fidelity::coarse, topology, traffic), to, what).back() ==
                  Approx(transfer_times(make(Fidelity::packet, topology, traffic), to, what).back())
                      .epsilon(cold ? 0.015 : 0.005));
          }
        }
}

TEST_CASE("Each fidelity makes its network", "[fidelity]") {
  const Topology topology = chain({wire(100, 1ms)});
  const auto is_analytic = [&](Fidelity fidelity) {
    const auto model = make(fidelity, topology, kLarge)();
    return dynamic_cast<AnalyticNetwork*>(model.get()) != nullptr;
  };
  CHECK(is_analytic(Fidelity::analytic));
  CHECK_FALSE(is_analytic(Fidelity::packet));
  CHECK_FALSE(is_analytic(Fidelity::coarse));
  Topology wifi = topology;
  wifi.links[0].link.kind = &link_kind("wifi");
  CHECK_THROWS_AS(make(Fidelity::analytic, wifi, kLarge)(), std::invalid_argument);
}
