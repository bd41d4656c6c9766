// Links whose rate is zero, kept by a bucket, or changes.

#include <catch2/catch.hpp>
#include <memory>

#include "network/link/path_time.h"
#include "network/link/rate_trace.h"
#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

std::shared_ptr<const RateTrace> trace(std::vector<RateTrace::Step> steps, Duration period = 0ns) {
  return std::make_shared<RateTrace>(RateTrace{std::move(steps), period});
}

Link traced(std::shared_ptr<const RateTrace> trace, Duration delay = 1ms) {
  Link link = wire(100, delay);
  link.up_trace = link.down_trace = std::move(trace);
  return link;
}

}  // namespace

TEST_CASE("Nothing passes a link without a rate, and the simulation ends", "[network]") {
  for (const auto protocol : {Transport::Protocol::tcp, Transport::Protocol::udp}) {
    for (const bool up : {true, false}) {
      Link link = wire(10, 1ms);
      (up ? link.up : link.down) = {0};
      PacketNetwork network(one_link(link), {protocol}, 1);
      int arrived_up = 0, arrived_down = 0;
      schedule(0ms, [&] {
        network.send({0, 1, {10'000}}, [&](const MessageTimes&) { ++arrived_up; });
        network.send({1, 0, {10'000}}, [&](const MessageTimes&) { ++arrived_down; });
      });
      ns3::Simulator::Run();  // TCP gives up after six retries: no event is left
      const bool udp = protocol == Transport::Protocol::udp;  // needs no acknowledgement
      CHECK(arrived_up == (udp && !up));
      CHECK(arrived_down == (udp && up));
    }
  }
}

TEST_CASE("A connection that could not be opened is tried anew by the next message", "[network]") {
  // SYNs go out after 0, 1, 3, 7, ... 63 s; at 127 s the client gives up. The link works from 200 s
  // on.
  PacketNetwork network(one_link(traced(trace({{0s, {0}}, {200s, {10e6}}}))), {}, 1);
  int arrived = 0;
  schedule(0ms, [&] { network.send({0, 1, {1'000}}, [&](const MessageTimes&) { ++arrived; }); });
  schedule(300s, [&] { network.send({0, 1, {1'000}}, [&](const MessageTimes&) { ++arrived; }); });
  ns3::Simulator::Run();
  CHECK(arrived == 1);
}

TEST_CASE("Each direction has its own rate", "[network]") {
  // 1 MB: 691 packets. Up 1,037,314 bytes at 8 Mbps, down at 80 Mbps.
  Link link = wire(8, 5ms);
  link.down = {80e6};
  const auto up = transfer(one_link(link), {0, 1, 1'000'000, 5});
  const auto down = transfer(one_link(link), {1, 0, 1'000'000, 5});
  CHECK(seconds(up.back().total()) == Approx(8 * 1'037'314 / 8e6 + 0.005).epsilon(0.01));
  CHECK(seconds(down.back().total()) == Approx(8 * 1'037'314 / 80e6 + 0.005).epsilon(0.01));
}

TEST_CASE("A token bucket lets its burst pass at the peak rate and the rest at its own",
          "[network]") {
  // ns-3's bucket, like Linux's, counts IP packets: 1500 bytes each, without the framing. One
  // second's worth of 1 Mbps is 125,000 bytes; the peak is 100 Mbps.
  Link link = wire(1, 5ms);
  link.burst = Bytes{125'000};
  link.peak = {100e6};
  const auto over_link = [&](std::int64_t size) {
    return seconds(transfer(one_link(link), {0, 1, size, 1, false, 100ms}).at(0).total());
  };
  // 60 kB: 42 packets, 62,268 bytes on the wire, all within the burst. Cold: a handshake of 10 ms,
  // two windows (10, 20 packets) that wait 10 ms each for their acknowledgements, 5.0 ms at 100
  // Mbps, of which windows of 10 and 20 packets take 1.2 and 2.4 ms that nobody waits for, 5 ms.
  CHECK(over_link(60'000) ==
        Approx(0.010 + (0.010 - 0.0012) + (0.010 - 0.0024) + 0.0050 + 0.005).epsilon(0.03));
  // 500 kB: 346 packets, 517,992 bytes of IP. The bucket's 125,000 go at once; 392,992 bytes remain
  // for 1 Mbps: 3.144 s from the first packet, which follows the handshake of 10 ms; then 5 ms.
  CHECK(over_link(500'000) == Approx(0.010 + 8 * (517'992 - 125'000) / 1e6 + 0.005).epsilon(0.01));
}

TEST_CASE("A bucket fills again while nothing is sent", "[network]") {
  // After 10 s without traffic each message of 60 kB finds 125,000 bytes of tokens again. The
  // window is then ten packets again (RFC 2861), so that it takes what the first took but its
  // handshake.
  Link link = wire(1, 5ms);
  link.burst = Bytes{125'000};
  link.peak = {100e6};
  const auto times = totals(transfer(one_link(link), {0, 1, 60'000, 3, false, 0s, 10s}));
  CHECK(times[1] == Approx(times[0] - 0.010).epsilon(0.01));
  CHECK(times[2] == Approx(times[1]).epsilon(0.01));
}

TEST_CASE("A transfer takes until the integral of its trace has passed", "[network]") {
  // 5 MB are 5,186,516 bytes on the wire, 41.492 Mbit. The rate is 20, 5 and 50 Mbps for one second
  // each: 20 + 5 Mbit in two seconds, the other 16.492 at 50 Mbps: 2.330 s.
  const Link link = traced(trace({{0s, {20e6}}, {1s, {5e6}}, {2s, {50e6}}}));
  const auto times = transfer(one_link(link), {0, 1, 5'000'000, 1});
  CHECK(wire_bytes(5'000'000) == 5'186'516);
  CHECK(seconds(times.at(0).total()) == Approx(2 + 16.492 / 50).epsilon(0.01));
  // path_time() integrates the same, and what is left is the handshake and slow start.
  CHECK(seconds(times[0].transmission) == Approx(2 + 16.492 / 50).epsilon(0.001));
}

TEST_CASE("A trace begins anew after its period", "[network]") {
  // 10 Mbps for 300 ms, 40 Mbps for 200 ms: 11 Mbit in each half second, 22 Mbps on average. 41.492
  // Mbit: three periods and 8.492 Mbit, of which 3 in the first 300 ms: 1.8 s + 5.492 / 40.
  const Link link = traced(trace({{0s, {10e6}}, {300ms, {40e6}}}, 500ms));
  const auto times = transfer(one_link(link), {0, 1, 5'000'000, 1});
  CHECK(seconds(times.at(0).total()) == Approx(1.8 + 5.492 / 40).epsilon(0.01));
}

TEST_CASE("Nothing starts while a trace is at zero, and all goes on after it", "[network]") {
  // 20 Mbps, but nothing between 1 s and 1.15 s (less than TCP's time-out of 200 ms, so that none
  // is sent twice): 41.492 Mbit take 2.075 s and the outage.
  const Link outage = traced(trace({{0s, {20e6}}, {1s, {0}}, {1150ms, {20e6}}}));
  const auto times = transfer(one_link(outage), {0, 1, 5'000'000, 1});
  CHECK(seconds(times.at(0).total()) == Approx(41.492 / 20 + 0.150).epsilon(0.01));

  // A message sent in the outage arrives one packet's time after it: 1054 bytes at 20 Mbps are
  // 0.42 ms, and 1 ms of flight.
  const auto udp = transfer(
      one_link(outage), {0, 1, 1'000, 1, false, 1050ms, 0s, 10s, 1, {Transport::Protocol::udp}});
  CHECK(seconds(udp.at(0).total()) == Approx(0.100 + 8 * 1030 / 20e6 + 0.001).epsilon(1e-6));
}

TEST_CASE("fq_codel waits behind a bucket or a trace's gate", "[network]") {
  // One flow alone: the same times as with one queue, as long as CoDel finds no standing queue.
  Link changing = traced(trace({{0s, {20e6}}, {50ms, {0}}, {60ms, {20e6}}}, 100ms));
  Link bucket = wire(10, 1ms);
  bucket.burst = Bytes{50'000};
  for (Link link : {changing, bucket}) {
    const auto plain = totals(transfer(one_link(link), {0, 1, 40'000, 3}));
    link.discipline = Link::Discipline::fq_codel;
    const auto fair = totals(transfer(one_link(link), {0, 1, 40'000, 3}));
    for (std::size_t i = 0; i < 3; ++i) CHECK(fair.at(i) == Approx(plain.at(i)).epsilon(0.01));
  }
}

TEST_CASE("A message never arrives if its trace ends at zero before it has passed", "[network]") {
  // 1 Mbps for a second: 500 kB would take four.
  for (const auto protocol : {Transport::Protocol::tcp, Transport::Protocol::udp}) {
    Transfer plan{0, 1, 500'000};
    plan.transport.protocol = protocol;
    plan.limit = std::chrono::hours(24);
    CHECK(transfer(one_link(traced(trace({{0s, {1e6}}, {1s, {0}}}))), plan).empty());
  }
}

TEST_CASE("The parts of a message's time add up, whatever the link does", "[network]") {
  Link bucket = wire(1, 5ms);
  bucket.burst = Bytes{20'000};
  Link jittery = wire(10, 5ms);
  jittery.jitter = 5ms;
  for (const Link& link :
       {bucket, jittery, traced(trace({{0s, {1e6}}, {50ms, {0}}, {60ms, {9e6}}}, 100ms))}) {
    for (const MessageTimes& parts : transfer(one_link(link), {0, 1, 50'000, 20})) {
      for (const Duration part :
           {parts.connect, parts.transmission, parts.propagation, parts.queueing})
        CHECK(part >= 0ns);
    }
  }
}

TEST_CASE("A trace is integrated exactly", "[network]") {
  const RateTrace steps{{{0s, {10}}, {1s, {0}}, {2s, {30}}}, 0s};  // bits per second
  CHECK(time_to_carry(steps, 0s, 5) == Duration(500ms));
  CHECK(time_to_carry(steps, 0s, 10) == Duration(1s));
  CHECK(time_to_carry(steps, 0s, 40) == Duration(3s));
  CHECK(time_to_carry(steps, 1500ms, 30) == Duration(1500ms));
  CHECK(rate_at(steps, 1s).value == 0);
  CHECK(next_step(steps, 1s) == Duration(2s));
  CHECK(next_step(steps, 2s) == std::nullopt);
  const RateTrace looped{{{0s, {10}}, {1s, {0}}, {2s, {30}}}, 3s};  // 40 bits in three seconds
  CHECK(time_to_carry(looped, 0s, 40) == Duration(3s));
  CHECK(time_to_carry(looped, 0s, 4 * 40 + 10) == Duration(13s));
  CHECK(next_step(looped, 5s) == Duration(6s));
  const RateTrace ended{{{0s, {10}}, {1s, {0}}}, 0s};
  CHECK(time_to_carry(ended, 0s, 10) == Duration(1s));
  CHECK(time_to_carry(ended, 0s, 11) == std::nullopt);
  CHECK(time_to_carry(RateTrace{{{0s, {0}}}, 1s}, 0s, 1) == std::nullopt);
}

TEST_CASE("A link has a bucket or a trace, not both", "[network]") {
  Link both = traced(trace({{0s, {1e6}}}));
  both.burst = Bytes{10'000};
  CHECK_THROWS_AS(PacketNetwork(one_link(both), {}, 1), std::invalid_argument);
}
