// Large segments in place of many packets.

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

double last_of(const Topology& topology, std::size_t to, std::int64_t size, int packets,
               Transport::Protocol protocol = Transport::Protocol::tcp) {
  Transfer plan{0, to, size, 12};
  plan.packets_per_segment = packets;
  plan.transport.protocol = protocol;
  return totals(transfer(topology, plan)).back();
}

}  // namespace

TEST_CASE("Large segments take the time of the packets they stand for",
          "[network][coarse][not-sanitized]") {
  for (const auto& [mbps, delay] : std::vector<std::pair<double, Duration>>{
           {1, 10ms}, {10, 10ms}, {200, 1ms}, {200, 10ms}, {1000, 1ms}}) {
    for (const int packets : {2, 10, 44}) {
      for (const std::int64_t size : {10'000LL, 100'000LL, 1'000'000LL, 10'000'000LL}) {
        if (mbps < 10 && size > 1'000'000) continue;
        INFO(mbps << " Mbps, " << packets << " packets a segment, " << size << " bytes");
        const Link link = wire(mbps, delay);
        // A short last segment's headers are up to 52 bytes longer than its packets'.
        CHECK(last_of(one_link(link), 1, size, packets) ==
              Approx(serialization(size, link) + seconds(delay)).epsilon(0.01));
      }
    }
  }
}

TEST_CASE("A second link adds the time of the last large segment", "[network][coarse]") {
  // The edge forwards a segment when it has it whole: 10 packets on the faster link instead of one.
  const Link access = wire(200, 1ms), uplink = wire(20, 10ms);
  CHECK(last_of(chain_of(access, uplink), 2, 5'000'000, 10) ==
        Approx(serialization(5'000'000, uplink) + 10 * 8 * kOnWire / 200e6 + 0.011).epsilon(0.005));
}

TEST_CASE("Large datagrams take the time of the datagrams they stand for", "[network][coarse]") {
  const Link link = wire(100, 5ms);
  const double packets = std::ceil(1'000'000 / 1472.0);
  CHECK(last_of(one_link(link), 1, 1'000'000, 44, Transport::Protocol::udp) ==
        Approx(8 * (1'000'000 + 30 * packets) / 100e6 + 0.005).epsilon(0.005));
}

TEST_CASE("Large segments pass buckets and traces at the same rates", "[network][coarse]") {
  Link bucket = wire(10, 1ms);
  bucket.burst = Bytes{250'000};
  bucket.peak = {100e6};
  Link changing = wire(10, 1ms);
  changing.up_trace = changing.down_trace =
      std::make_shared<RateTrace>(RateTrace{{{0s, {20e6}}, {200ms, {5e6}}}, 500ms});
  for (const Link& link : {bucket, changing}) {
    Transfer plan{0, 1, 5'000'000};
    const double packets = totals(transfer(one_link(link), plan)).at(0);
    plan.packets_per_segment = 10;
    CHECK(totals(transfer(one_link(link), plan)).at(0) == Approx(packets).epsilon(0.01));
  }
}

TEST_CASE("A segment stands for 1 to 44 packets", "[network][coarse]") {
  const Topology topology = one_link(wire(1, 1ms));
  CHECK_THROWS_AS(PacketNetwork(topology, {}, 1, 0), std::invalid_argument);
  CHECK_THROWS_AS(PacketNetwork(topology, {}, 1, 45), std::invalid_argument);
}
