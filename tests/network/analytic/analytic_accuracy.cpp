#include <ns3/simulator.h>

#include <catch2/catch.hpp>

#include "network/analytic/analytic_network.h"
#include "network/packet/packet_network.h"
#include "sim/clock.h"
#include "tests/network/analytic/helpers.h"

// How far AnalyticNetwork is from PacketNetwork, on a thinner grid than docs/network-fidelity.md's.

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

MakeNetwork packet(const Topology& topology) {
  return [=] { return std::make_unique<PacketNetwork>(topology, Transport{}, 1); };
}

}  // namespace

TEST_CASE("Under loss, the mean time of requests is within 25 % of packets",
          "[analytic][not-sanitized]") {
  // Both are random: 100 messages, of which 0.1 % or 1 % of packets are lost.
  for (const double loss : {0.001, 0.01}) {
    INFO(loss);
    const Topology topology = chain({wire(200, 1ms, loss)});
    const Transfers what{602'112, 100, false, 1, 1ms};
    CHECK(mean(transfer_times(analytic(topology), 1, what)) ==
          Approx(mean(transfer_times(packet(topology), 1, what))).epsilon(0.25));
  }
}

TEST_CASE("Warm and alone, the closed form is within 2 % of packets", "[analytic][not-sanitized]") {
  for (const double mbps : {1.0, 10.0, 100.0, 1000.0})
    for (const Duration delay : {Duration{1ms}, Duration{10ms}, Duration{50ms}})
      for (const std::int64_t size : {10'000LL, 300'000LL, 1'000'000LL, 10'000'000LL}) {
        if (size > 300'000 && mbps < 10) continue;
        if (size > 1'000'000 && delay > 10ms) continue;  // takes a second of ours
        INFO(mbps << " Mbps, " << milliseconds(delay) << " ms, " << size << " bytes");
        const Topology topology = chain({wire(mbps, delay)});
        const Transfers what{size, size > 1'000'000 ? 3 : 7};
        CHECK(transfer_times(analytic(topology), 1, what).back() ==
              Approx(transfer_times(packet(topology), 1, what).back()).epsilon(0.02));
      }
}

TEST_CASE("Cold and alone, the closed form is within 3 % of packets", "[analytic][not-sanitized]") {
  for (const double mbps : {1.0, 10.0, 100.0, 1000.0})
    for (const Duration delay : {Duration{1ms}, Duration{10ms}, Duration{50ms}})
      for (const std::int64_t size :
           {1'000LL, 10'000LL, 30'000LL, 100'000LL, 300'000LL, 1'000'000LL, 3'000'000LL}) {
        if (size > 300'000 && mbps < 10) continue;
        INFO(mbps << " Mbps, " << milliseconds(delay) << " ms, " << size << " bytes");
        const Topology topology = chain({wire(mbps, delay)});
        CHECK(transfer_times(analytic(topology), 1, {size, 2, true}).back() ==
              Approx(transfer_times(packet(topology), 1, {size, 2, true}).back()).epsilon(0.03));
      }
}

TEST_CASE("Over two links, the closed form is within 2 % of packets", "[analytic]") {
  const Topology topology = chain({wire(100, 2ms), wire(20, 10ms)});
  for (const bool cold : {false, true})
    for (const std::int64_t size : {10'000LL, 100'000LL, 1'000'000LL}) {
      INFO((cold ? "cold, " : "warm, ") << size << " bytes");
      const Transfers what{size, 8, cold};
      CHECK(transfer_times(analytic(topology), 2, what).back() ==
            Approx(transfer_times(packet(topology), 2, what).back()).epsilon(0.02));
    }
}

TEST_CASE("After idle time, windows open again as packets' windows do", "[analytic]") {
  // A second between messages: over 20 ms of round trip, windows are back to ten segments.
  const Topology topology = chain({wire(100, 10ms)});
  Transfers what{300'000, 4};
  what.pause = 2s;
  const auto closed = transfer_times(analytic(topology), 1, what);
  const auto packets = transfer_times(packet(topology), 1, what);
  CHECK(closed.back() == Approx(packets.back()).epsilon(0.03));
  CHECK(packets.back() > 0.080);  // two rounds of slow start at the least: 34.9 ms if it were open
}

TEST_CASE("Packets differ from an undisturbed link's closed form where they should", "[analytic]") {
  // What 600 kB take alone, warm: 622,410 bytes at 200 Mbps and 1 ms.
  const double alone = 8 * 622'410 / 200e6 + 0.001;
  const Transfers one{600'000, 30}, two{600'000, 30, false, 2};
  const auto times = [](const Link& link, const Transfers& what) {
    return mean(transfer_times(packet(chain({link})), 1, what));
  };
  CHECK(times(wire(200, 1ms), one) == Approx(alone).epsilon(0.03));
  CHECK(times(wire(200, 1ms, 0.01), one) > 2 * alone);  // loss
  Transfers busy = two;
  busy.pause = 1ms;
  CHECK(times(wire(200, 1ms), busy) > 1.6 * alone);  // contention
  // A fair queue makes both wait for each other; in order, the second one waits for the first.
  const auto first_of_two = [](const Link& link) {
    return transfer_times(packet(chain({link})), 1, {600'000, 12, false, 2, 200ms});
  };
  const auto fifo = first_of_two(wire(200, 1ms)), fq = first_of_two(fair(wire(200, 1ms)));
  CHECK(fq[22] > 1.3 * fifo[22]);
}

TEST_CASE("Background slows a message down as it does packets", "[analytic]") {
  // A burst passes before what background sends after it: 1 MB takes less than at the 59 Mbps that
  // 40 Mbps of payload leave of 100.
  Link link = wire(100, 5ms);
  link.background.up = {40e6};
  const auto time = [&](const MakeNetwork& make) {
    return mean(transfer_times(
        [&] {
          auto network = make();
          schedule(10s, [] { ns3::Simulator::Stop(); });
          return network;
        },
        1, {1'000'000, 20, false, 1, 100ms}));
  };
  CHECK(time(analytic(chain({link}))) == Approx(time(packet(chain({link})))).epsilon(0.1));
}

TEST_CASE("Two that meet in a fair queue take as long as packets say", "[analytic]") {
  // Long ones: CoDel's losses make the two end some 100 ms apart, after which they meet less.
  const Topology topology = chain({fair(wire(50, 5ms))});
  const Transfers what{5'000'000, 3, false, 2, 300ms};
  CHECK(mean(transfer_times(analytic(topology), 1, what)) ==
        Approx(mean(transfer_times(packet(topology), 1, what))).epsilon(0.05));
}

TEST_CASE("Two that meet in a plain queue take as long as packets say", "[analytic]") {
  for (const bool cold : {false, true})
    for (const std::int64_t size : {10'000LL, 100'000LL, 1'000'000LL}) {
      INFO((cold ? "cold, " : "warm, ") << size << " bytes");
      const Topology topology = chain({wire(100, 5ms)});
      const Transfers what{size, 15, cold, 2, 5ms};
      CHECK(mean(transfer_times(analytic(topology), 1, what)) ==
            Approx(mean(transfer_times(packet(topology), 1, what))).epsilon(0.15));
    }
}
