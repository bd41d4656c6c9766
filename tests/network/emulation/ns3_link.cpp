// What only ns-3 emulates: rates that change, other traffic.

#include "network/emulation/ns3_link.h"

#include "network/emulation/bulk_transfer.h"
#include "tests/network/emulation/emulation_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("A trace plays in real time", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  // 20 Mbps and 4 Mbps in turns, a fifth of a second each: 12 Mbps on average. 3 MB of payload pass
  // in five periods. 400 kB on the way keep the link busy while this process does not run.
  Link link = wire(20, 1ms);
  link.up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {20e6}}, {200ms, {4e6}}}, 400ms});
  const LinkedHosts hosts(link, LinkBackEnd::ns3);
  const auto bytes = static_cast<std::int64_t>(5 * 0.4 * 12e6 / 8 * 1448 / 1502);
  const BitsPerSecond rate =
      measure_tcp_rate(hosts.near(), hosts.far(), {400'000, 400'000, bytes, {}, {}, {}});
  CHECK(rate.value == Approx(12e6 * 1448 / 1502).epsilon(0.03));
}

TEST_CASE("Background traffic takes its part of the link", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  // 4 Mbps of payload are 4 * 1502 / 1472 = 4.08 Mbps on the wire. TCP has what is left.
  Link link = wire(10, 1ms);
  link.background.up = {4e6};
  const LinkedHosts hosts(link, LinkBackEnd::ns3);
  const BitsPerSecond rate =
      measure_tcp_rate(hosts.near(), hosts.far(), {30'000, 300'000, 1'500'000, {}, {}, {}});
  CHECK(rate.value == Approx((10e6 - 4e6 * 1502 / 1472) * 1448 / 1502).epsilon(0.03));
}
