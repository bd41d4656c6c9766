// Datagrams, congestion control, and the way that packets take.

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// 1472 bytes a datagram, 30 of headers each.
double datagram_time(std::int64_t size, double rate) {
  return 8 * (static_cast<double>(size) + 30 * std::ceil(static_cast<double>(size) / 1472)) / rate;
}

Transfer by_udp(std::int64_t size, int count = 1) {
  Transfer plan{0, 1, size, count};
  plan.transport = kUdp;
  plan.limit = 1000s;
  return plan;
}

}  // namespace

TEST_CASE("A message by UDP takes its datagrams' time, from the first on", "[network]") {
  for (const double mbps : {1.0, 10.0, 200.0, 1000.0}) {
    for (const std::int64_t size : {1LL, 1'472LL, 10'000LL, 1'000'000LL}) {
      const Link link = wire(mbps, 5ms);
      const MessageTimes parts = transfer(one_link(link), by_udp(size)).at(0);
      CHECK(seconds(parts.total()) ==
            Approx(datagram_time(size, link.up.value) + 0.005).epsilon(1e-4));
      CHECK(parts.connect == 0ns);
    }
  }
}

TEST_CASE("Datagrams leave at the pace of their link, so that its queue stays empty", "[network]") {
  // A queue of one packet would overflow at once otherwise.
  Link steady = wire(10, 1ms);
  steady.queue = 1;
  Link changing = steady;
  changing.up_trace = std::make_shared<RateTrace>(
      RateTrace{{{0s, {10e6}}, {100ms, {2e6}}, {300ms, {0}}, {400ms, {50e6}}}, 500ms});
  Link bucket = steady;
  bucket.burst = Bytes{100'000};
  bucket.peak = {100e6};
  // 1 MB: 680 datagrams, 8.163 Mbit. The trace carries 1, 0.4, 0 and 5 Mbit in a period of 500 ms:
  // 6.4 in the first, then 1 in 100 ms, 0.4 in 200 ms, and the last 0.363 at 50 Mbps.
  CHECK(seconds(transfer(one_link(steady), by_udp(1'000'000)).at(0).total()) ==
        Approx(datagram_time(1'000'000, 10e6) + 0.001).epsilon(0.01));
  CHECK(seconds(transfer(one_link(changing), by_udp(1'000'000)).at(0).total()) ==
        Approx(0.5 + 0.4 + 0.3632 / 50 + 0.001).epsilon(0.01));
  // 1,019,040 bytes of IP, of which the bucket has 100,000.
  CHECK(seconds(transfer(one_link(bucket), by_udp(1'000'000)).at(0).total()) ==
        Approx(8 * (1'019'040 - 100'000) / 10e6 + 0.001).epsilon(0.01));
}

TEST_CASE("A message that lost a datagram never arrives, and those after it do", "[network]") {
  // Ten datagrams all arrive with probability 0.9^10 = 0.349: of 1000 messages 349, with a standard
  // error of 15.
  PacketNetwork network(one_link(wire(100, 1ms, 0.1)), kUdp, 1);
  std::vector<int> order;
  for (int i = 0; i < 1000; ++i)
    schedule(10ms * i, [&, i] {
      network.send({0, 1, {14'720}}, [&order, i](const MessageTimes&) { order.push_back(i); });
    });
  ns3::Simulator::Run();
  CHECK(static_cast<double>(order.size()) == Approx(1000 * std::pow(0.9, 10)).margin(4 * 15));
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("Messages by UDP queue one behind the other, each way for itself", "[network]") {
  const Link link = wire(10, 1ms);
  PacketNetwork network(one_link(link), kUdp, 1);
  std::vector<std::pair<int, double>> arrived;
  const auto note = [&](int number) {
    return [&arrived, number](const MessageTimes& parts) {
      arrived.emplace_back(number, seconds(parts.total()));
    };
  };
  schedule(0ms, [&] {
    network.send({0, 1, {147'200}}, note(1));
    network.send({0, 1, {1'000}}, note(2));
    network.send({1, 0, {1'000}}, note(3));
  });
  ns3::Simulator::Run();
  REQUIRE(arrived.size() == 3);
  CHECK(arrived[0].first == 3);
  CHECK(arrived[0].second == Approx(datagram_time(1'000, 10e6) + 0.001).epsilon(1e-4));
  CHECK(arrived[1].first == 1);
  CHECK(arrived[2].first == 2);
  CHECK(arrived[2].second ==
        Approx(datagram_time(147'200, 10e6) + datagram_time(1'000, 10e6) + 0.001).epsilon(1e-4));
}

TEST_CASE("Reno's rate under loss is what the square root of it allows", "[network]") {
  // Mathis et al., CCR 27(3), 1997: segment / round trip * sqrt(3 / 2p); 3 / 4p where every second
  // segment is acknowledged. 1 % of loss, 40 ms: 2.5 to 3.5 Mbps. CUBIC is nowhere slower: its
  // friendly region follows Reno.
  const Link link = wire(100, 20ms, 0.01);
  const auto rate = [&](Transport::CongestionControl control) {
    Transfer plan{0, 1, 10'000'000, 1};
    plan.transport.congestion_control = control;
    return 8 * 10e6 / seconds(transfer(one_link(link), plan).at(0).total());
  };
  const double linux_reno = rate(Transport::CongestionControl::linux_reno),
               newreno = rate(Transport::CongestionControl::newreno),
               cubic = rate(Transport::CongestionControl::cubic);
  // Time-outs, which the formula leaves out, take up to a third.
  for (const double reno : {linux_reno, newreno}) {
    CHECK(reno > 0.67 * 2.5e6);
    CHECK(reno < 1.2 * 3.5e6);
  }
  CHECK(linux_reno != newreno);
  CHECK(cubic > 0.9 * linux_reno);
}

TEST_CASE("TCP outlasts an outage of minutes, as Linux does", "[network]") {
  // Linux tries fifteen times (tcp_retries2), the last after a quarter of an hour. What was sent
  // meanwhile waits at the gate.
  Link link = wire(10, 1ms);
  link.up_trace = link.down_trace =
      std::make_shared<RateTrace>(RateTrace{{{0s, {10e6}}, {500ms, {0}}, {300s, {10e6}}}, 0s});
  // 1 MB takes 0.83 s; half a second is done before the outage.
  const auto times = totals(transfer(one_link(link), {0, 1, 1'000'000}));
  CHECK(times.at(0) > 300);
  CHECK(times.at(0) < 302);
}

TEST_CASE("Packets take the path with the fewest links", "[network]") {
  const Link slow = wire(1, 10ms), direct = wire(100, 1ms);
  const Topology triangle{{"mobile", "edge", "cloud"},
                          {{0, 1, slow}, {1, 2, slow}, {0, 2, direct}}};
  const auto warm = [&](std::size_t from, std::size_t to) {
    return seconds(transfer(triangle, {from, to, 100'000, 5}).back().total());
  };
  const double fast = serialization(100'000, direct) + 0.001;
  CHECK(warm(0, 2) == Approx(fast).epsilon(0.01));
  CHECK(warm(2, 0) == Approx(fast).epsilon(0.01));
  CHECK(warm(0, 1) == Approx(serialization(100'000, slow) + 0.010).epsilon(0.01));
  CHECK(warm(1, 2) == Approx(serialization(100'000, slow) + 0.010).epsilon(0.01));
  CHECK(warm(2, 1) == Approx(serialization(100'000, slow) + 0.010).epsilon(0.01));
}
