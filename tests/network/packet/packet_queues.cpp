// What waits at a link, and behind whom.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// Datagrams of 1000 bytes, one each 100 ms from 2 s on: the median of how long they took.
double median_probe(const Link& link) {
  PacketNetwork network(one_link(link), kUdp, 1);
  std::vector<double> times;
  for (int i = 0; i < 41; ++i)
    schedule(2s + 100ms * i, [&] {
      network.send({0, 1, {1'000}},
                   [&](const MessageTimes& parts) { times.push_back(seconds(parts.total())); });
    });
  ns3::Simulator::Stop(ns3::Seconds(8));
  ns3::Simulator::Run();
  REQUIRE(times.size() > 10);  // a full queue drops some
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                   times.end());
  return times[times.size() / 2];
}

}  // namespace

TEST_CASE("A queue holds as many packets as it is long", "[network]") {
  // Datagrams come at 1 Gbps, one each 12 us; a packet takes 1.2 ms at 10 Mbps. By the time the
  // first has left, one is on the wire and 50 wait: a message of 51 datagrams arrives, one of 52
  // does not.
  Link slow = wire(10, 1ms);
  slow.queue = 50;
  const auto arrives = [&](int datagrams) {
    return !transfer(chain_of(wire(1000, 1ms), slow),
                     {0, 2, 1472 * datagrams, 1, false, 0s, 0s, 10s, 1, kUdp})
                .empty();
  };
  CHECK(arrives(51));
  CHECK_FALSE(arrives(52));
}

TEST_CASE("TCP overflows a short queue, but not its own host's", "[network]") {
  // 200 Mbps and 10 ms: 345 packets in flight. Slow start's windows double to 320 and 640 packets,
  // half of which wait: too many for 50. A queue of txqueuelen's 1000 is the host's own, where
  // Linux makes TCP wait.
  Link link = wire(200, 10ms);
  const double ours = seconds(transfer(one_link(link), {0, 1, 5'000'000}).at(0).total());
  link.queue = 50;
  const double modem = seconds(transfer(one_link(link), {0, 1, 5'000'000}).at(0).total());
  CHECK(modem > 1.2 * ours);
  // 1 Gbps and 10 ms: a window of 1660 packets is sent at once after each pause. Time-outs or
  // halved windows would show.
  const Link fat = wire(1000, 10ms);
  CHECK(seconds(transfer(one_link(fat), {0, 1, 10'000'000, 6}).back().total()) ==
        Approx(serialization(10'000'000, fat) + 0.010).epsilon(0.001));
}

TEST_CASE("Behind a full queue a packet waits for all of it; fq_codel lets it pass", "[network]") {
  // 12 Mbps of background on a link of 10: the queue of 100 is full, and a packet that gets in
  // waits 99 to 101 packets of 1502 bytes, 1.2 ms each.
  Link link = wire(10, 1ms);
  link.queue = 100;
  link.background.up = {12e6};
  const double packet = 8 * 1502 / 10e6;
  CHECK(median_probe(link) == Approx(100 * packet + 0.001).epsilon(0.02));
  // fq_codel serves a new flow next: after the packet on the wire and the one that the device
  // holds. Then its own 1030 bytes and 1 ms of flight.
  link.discipline = Link::Discipline::fq_codel;
  const double own = 8 * 1030 / 10e6 + 0.001;
  CHECK(median_probe(link) >= own);
  CHECK(median_probe(link) <= own + 2 * packet + 1e-6);
}

TEST_CASE("fq_codel alone leaves a transfer as fast as the link", "[network]") {
  Link link = wire(50, 5ms);
  link.discipline = Link::Discipline::fq_codel;
  const auto times = transfer(one_link(link), {0, 1, 1'000'000, 6});
  CHECK(seconds(times.back().total()) ==
        Approx(serialization(1'000'000, link) + 0.005).epsilon(0.01));
}

TEST_CASE("Constant background leaves the rest of a link", "[network]") {
  // 50 Mbps of payload in packets of 1472 bytes are 51.02 Mbps on the wire; 48.98 remain. 20 MB are
  // 20.75 MB on the wire: 3.388 s. The queue holds TCP's window of 512 KiB, 543,840 bytes on the
  // wire, and the background in between: 88.8 ms of it, so that of the background before the last
  // packet came, that of the last 88.8 ms is still to be sent when it leaves, but not before it:
  // 88.8 * 51.02 / 48.98 = 92.5 ms less. Either way.
  const double noise = 50e6 * 1502 / 1472, rest = 100e6 - noise;
  const double waiting = 8 * wire_bytes(512 * 1024) / rest;
  const double expected = 8 * wire_bytes(20'000'000) / rest - waiting * noise / rest;
  for (const bool up : {true, false}) {
    Link link = wire(100, 2ms);
    (up ? link.background.up : link.background.down) = {50e6};
    const std::size_t from = up ? 0 : 1;
    const auto times = totals(transfer(one_link(link), {from, 1 - from, 20'000'000}));
    CHECK(times.at(0) == Approx(expected).epsilon(0.01));
    // It does not hold up the other way, but for acknowledgements that queue with it.
    const auto other = totals(transfer(one_link(link), {1 - from, from, 5'000'000, 3}));
    CHECK(other.back() == Approx(serialization(5'000'000, link) + 0.002).epsilon(0.02));
  }
}

TEST_CASE("Background that comes and goes takes its mean share", "[network]") {
  // On and off for 10 ms each on average: 4 of 8 Mbps, 4.08 on the wire. 2.5 MB over the 5.92 that
  // remain of 10 take 3.50 s, about 175 turns: the share varies by 0.5 / sqrt(175) = 4 %, so the
  // rest by 5 %.
  Link link = wire(10, 2ms);
  link.background.up = {8e6};
  link.background.on = link.background.off = 10ms;
  const auto times = totals(transfer(one_link(link), {0, 1, 2'500'000, 3}));
  CHECK(mean(times) == Approx(8 * wire_bytes(2'500'000) / (10e6 - 4e6 * 1502 / 1472)).epsilon(0.1));
}
