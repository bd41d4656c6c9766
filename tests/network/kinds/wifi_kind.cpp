#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

Link wifi(double distance, std::int64_t stations = 0, double background = 0) {
  Link link;
  link.kind = &link_kind("wifi");
  link.own = {{"distance", Metres{distance}}, {"stations", stations}};
  link.background.up = link.background.down = {background};
  return link;
}

std::vector<MessageTimes> requests(const Topology& topology, std::size_t to, int count = 8) {
  Transfer plan{0, to, 602'112, count};
  plan.limit = 20s;
  return transfer(topology, plan);
}

double mean_after_first(const Topology& topology, std::size_t to) {
  auto times = totals(requests(topology, to));
  REQUIRE(times.size() == 8);
  times.erase(times.begin());
  return mean(times);
}

}  // namespace

TEST_CASE("Over Wi-Fi nearby a message takes its aggregates' time", "[network][wifi]") {
  // 80 MHz, one stream, VHT-MCS 9: 390 Mbps. 64 packets of 1500 bytes with 8 of LLC, 30 of 802.11
  // and 4 of delimiter, filled up to 1544, make an aggregate: 2.027 ms. Around it a preamble of
  // 44 us, 16 us and a block acknowledgement of 32 us, 43 us of AIFS and 7.5 slots of 9 us on
  // average: 0.203 ms. 602,112 bytes are 416 segments, 6.5 aggregates: 14.5 ms. TCP's
  // acknowledgements share the air, one aggregate of them each round, a tenth more.
  const double least = 6.5 * (0.002027 + 0.000203);
  const double time = mean_after_first(one_link(wifi(5)), 1);
  CHECK(time > least);
  CHECK(time < 1.2 * least);
}

TEST_CASE("By UDP over Wi-Fi nothing that fits the air is lost", "[network][wifi]") {
  // Datagrams leave at four fifths of 390 Mbps: 10 MB in 10,203,810 bytes take 0.262 s.
  Transfer plan{0, 1, 10'000'000, 3};
  plan.transport.protocol = Transport::Protocol::udp;
  plan.limit = 20s;
  const auto times = totals(transfer(one_link(wifi(5)), plan));
  REQUIRE(times.size() == 3);
  CHECK(times[2] == Approx(8 * 10'203'810 / (0.8 * 390e6)).epsilon(0.02));
}

TEST_CASE("Wi-Fi gets slower with distance, until nothing passes", "[network][wifi]") {
  // Every doubling of the distance takes 9 dB (exponent 3): a few steps of the rates.
  const double near = mean_after_first(one_link(wifi(5)), 1),
               middle = mean_after_first(one_link(wifi(20)), 1),
               far = mean_after_first(one_link(wifi(50)), 1);
  CHECK(near < middle);
  CHECK(middle < far);
  CHECK(requests(one_link(wifi(1000)), 1).empty());
}

TEST_CASE("Other stations on the channel slow a message down", "[network][wifi]") {
  const double alone = mean_after_first(one_link(wifi(5)), 1),
               three = mean_after_first(one_link(wifi(5, 3, 10e6)), 1),
               five = mean_after_first(one_link(wifi(5, 5, 10e6)), 1);
  CHECK(three > 1.2 * alone);
  CHECK(five > 1.2 * three);
}

TEST_CASE("Over Wi-Fi and then a wire, the slowest link determines the time", "[network][wifi]") {
  // 200 Mbps are slower than the air: 602,112 bytes in 25.0 ms, 1 ms of flight, and the first
  // aggregate's time in the air.
  const Link uplink = wire(200, 1ms);
  const Topology chain = chain_of(wifi(5), uplink);
  CHECK(mean_after_first(chain, 2) ==
        Approx(serialization(602'112, uplink) + 0.001 + 0.0002).epsilon(0.02));
  for (const MessageTimes& parts : requests(chain, 2)) {
    CHECK(parts.queueing >= 0ns);
    CHECK(parts.propagation == 1ms + 16ns);  // 5 m at the speed of light are 16.7 ns
  }
}

TEST_CASE("With fq_codel over Wi-Fi transfers are no slower", "[network][wifi]") {
  Link fair = wifi(5);
  fair.discipline = Link::Discipline::fq_codel;
  CHECK(mean_after_first(one_link(fair), 1) < 1.1 * mean_after_first(one_link(wifi(5)), 1));
}
