#include "network/packet/packet_network.h"

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr double kControl = 54;  // an acknowledgement or the last leg of a handshake
constexpr double kSyn = 62;      // with its options: 20 IP, 40 TCP, 2 PPP

/// Sends one message after the other from mobile to `to` and returns how long each took.
std::vector<double> transfer_times(const Topology& chain, const std::string& to, std::int64_t size,
                                   int count, bool cold, std::uint64_t seed = 1) {
  Transfer plan{0, chain.place(to), size, count, cold};
  plan.seed = seed;
  return totals(transfer(chain, plan));
}

struct Path {
  double mbps;
  Duration delay;
};
const std::vector<Path> kPaths{{1, 10ms},   {10, 10ms},  {50, 5ms},   {200, 1ms},
                               {200, 10ms}, {1000, 1ms}, {1000, 10ms}};
const std::vector<std::int64_t> kSizes{10'000, 100'000, 1'000'000, 10'000'000};

/// Rounds of slow start: the window begins at ten segments and doubles (one more segment for each
/// that was acknowledged); as long as a window leaves the wire before its first acknowledgement is
/// back, the sender waits. Source: Cardwell, Savage & Anderson, INFOCOM 2000, section 2.
double cold_time(std::int64_t size, const Link& link) {
  const double delay = seconds(link.delay);
  const double handshake = 2 * delay + 2 * 8 * kSyn / link.up.value;
  const double segment = 8 * kOnWire / link.up.value;
  // The first acknowledgement comes for the first segment.
  const double round_trip = segment + 2 * delay + 8 * kControl / link.up.value;
  double window = 10, sent = 0, stalls = 0;
  const double segments = std::ceil(static_cast<double>(size) / kPayload);
  while (sent + window < segments) {
    sent += window;
    stalls += std::max(0.0, round_trip - window * segment);
    window *= 2;
  }
  return handshake + stalls + serialization(size, link) + delay;
}

}  // namespace

TEST_CASE("A warm message arrives after serialization, then propagation",
          "[network][not-sanitized]") {
  for (const Path& path : kPaths) {
    const Link link = wire(path.mbps, path.delay);
    for (const std::int64_t size : kSizes) {
      if (path.mbps < 10 && size > 1'000'000) continue;
      INFO(path.mbps << " Mbps, " << path.delay.count() / 1e6 << " ms, " << size << " bytes");
      // After twelve messages any of these windows is open; after five large ones.
      const int count = size < 1'000'000 ? 12 : 5;
      const double expected = serialization(size, link) + seconds(link.delay);
      CHECK(transfer_times(one_link(link), "edge", size, count, false).back() ==
            Approx(expected).epsilon(0.01));
    }
  }
}

TEST_CASE("A cold message pays for the handshake and the rounds of slow start",
          "[network][not-sanitized]") {
  for (const Path& path : kPaths) {
    const Link link = wire(path.mbps, path.delay);
    for (const std::int64_t size : kSizes) {
      if (path.mbps < 10 && size > 1'000'000) continue;
      INFO(path.mbps << " Mbps, " << path.delay.count() / 1e6 << " ms, " << size << " bytes");
      for (const double time : transfer_times(one_link(link), "edge", size, 2, true)) {
        CHECK(time == Approx(cold_time(size, link)).epsilon(size < 100'000 ? 0.25 : 0.03));
      }
    }
  }
}

TEST_CASE("Over two links a message takes the slower one's time and one packet on the other",
          "[network]") {
  // The edge forwards each packet when it has it whole: 1 MB at 10 Mbps, then one packet at 200
  // Mbps.
  const Link access = wire(200, 1ms), uplink = wire(10, 10ms);
  const double expected = serialization(1'000'000, uplink) + 8 * kOnWire / 200e6 + 0.011;
  CHECK(transfer_times(chain_of(access, uplink), "cloud", 1'000'000, 3, false).back() ==
        Approx(expected).epsilon(0.01));
}

TEST_CASE("Both directions share one connection and keep their order", "[network]") {
  const Link link = wire(100, 1ms);
  PacketNetwork network(chain_of(link, link), {}, 1);
  std::vector<int> order;
  schedule(0ms, [&] {
    network.send({0, 1, {50'000}}, [&](const MessageTimes&) {
      order.push_back(1);
      network.send({1, 0, {1'000}}, [&](const MessageTimes&) { order.push_back(3); });
    });
    network.send({0, 1, {1}}, [&](const MessageTimes&) { order.push_back(2); });
  });
  ns3::Simulator::Run();
  CHECK(order == std::vector<int>{1, 2, 3});
}

TEST_CASE("Loss slows a transfer down as it does on Linux, and does not stop it",
          "[network][not-sanitized]") {
  // 602,112 bytes up and 4,096 down over 200 Mbps and 1 ms each way, one after the other. A real
  // Linux stack over such a link needs 32 to 37 ms where 0.1 % of packets are lost, 109 to 117
  // where 1 % are.
  const auto mean_request = [](double loss) {
    const Link link = wire(200, 1ms, loss);
    PacketNetwork network(chain_of(link, link), {}, 1);
    constexpr int kRequests = 300;
    int left = kRequests;
    const std::function<void()> request = [&] {
      if (left-- == 0) return;
      network.send({0, 1, {602'112}}, [&](const MessageTimes&) {
        network.send({1, 0, {4'096}}, [&](const MessageTimes&) { schedule(0ms, request); });
      });
    };
    schedule(0ms, request);
    ns3::Simulator::Run();
    CHECK(left == -1);
    return seconds(SimClock::now().time_since_epoch()) / kRequests;
  };
  CHECK(mean_request(0.001) == Approx(0.0345).epsilon(0.25));
  CHECK(mean_request(0.01) == Approx(0.113).epsilon(0.25));
}

TEST_CASE("A scenario's times depend only on its seed, not on what ran before", "[network]") {
  const Link lossy = wire(50, 2ms, 0.01);
  const auto run = [&](std::uint64_t seed) {
    return transfer_times(chain_of(lossy, lossy), "cloud", 200'000, 20, false, seed);
  };
  const auto first = run(7);
  run(8);
  transfer_times(chain_of(lossy, lossy), "edge", 5'000, 3, true, 9);
  CHECK(run(7) == first);
  CHECK(run(8) != first);
}

TEST_CASE("A message without a byte, or to nowhere, is a mistake of the caller", "[network]") {
  const Link link = wire(1, 1ms);
  PacketNetwork network(chain_of(link, link), {}, 1);
  CHECK_THROWS_AS(network.send({0, 1, {0}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(network.place("moon"), std::out_of_range);
  CHECK_THROWS_AS(network.send({0, 7, {1}}, {}), std::out_of_range);
}
