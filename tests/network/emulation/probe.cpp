// Real links, measured in real time.

#include "network/emulation/probe.h"

#include "tests/network/emulation/emulation_helpers.h"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("A link of ns-3 has the rate and the round trip of the closed form", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  // 1448 of 1502 bytes at 10 Mbps; twice 5 ms and twice 94 bytes, which take 75 us each. A busy
  // machine delivers packets late, and says so.
  const Link link = wire(10, 5ms);
  const LinkedHosts hosts(link, LinkBackEnd::ns3);
  const LinkCheck check = probe_link(hosts.near(), hosts.far(), link);
  CHECK(check.up.measured.value == Approx(10e6 * 1448 / 1502).epsilon(0.02));
  CHECK(check.down.measured.value == Approx(10e6 * 1448 / 1502).epsilon(0.02));
  CHECK(check.round_trip.measured > 10150us);
  CHECK(check.round_trip.measured < 10150us + 500us + 4 * hosts.link().lag().mean);
  CHECK(check.loss_up.measured == Fraction{0});
  CHECK(check.loss_down.measured == Fraction{0});
}

TEST_CASE("A link of the kernel has the rate of the closed form", "[emulation]") {
  if (!can_emulate(LinkBackEnd::kernel)) return;
  Link link = wire(10, 0ms);
  link.down = {40e6};
  const LinkedHosts hosts(link, LinkBackEnd::kernel);
  const LinkCheck check = probe_link(hosts.near(), hosts.far(), link);
  CHECK(check.up.measured.value == Approx(10e6 * 1448 / 1502).epsilon(0.05));
  CHECK(check.down.measured.value == Approx(40e6 * 1448 / 1502).epsilon(0.05));
  CHECK(check.loss_up.measured == Fraction{0});
}

TEST_CASE("A loss of 10 % is found", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  // 1000 datagrams: a standard error of sqrt(0.1 * 0.9 / 1000) = 0.95 %, and four of them. Of these
  // about 900 come back over the link.
  const Link link = wire(10, 5ms, 0.1);
  const LinkedHosts hosts(link, LinkBackEnd::ns3);
  const LinkCheck check = probe_link(hosts.near(), hosts.far(), link);
  CHECK(check.loss_up.measured.value == Approx(0.1).margin(4 * 0.0095));
  CHECK(check.loss_down.measured.value == Approx(0.1).margin(4 * 0.0100));
  // UDP loses no more and no less: 0.9 of 1472 of 1502 bytes at 10 Mbps.
  CHECK(check.up.measured.value == Approx(0.9 * 10e6 * 1472 / 1502).epsilon(0.05));
}

TEST_CASE("A link that is 10 % too slow is found", "[emulation]") {
  const LinkBackEnd back_end = GENERATE(LinkBackEnd::kernel, LinkBackEnd::ns3);
  if (!can_emulate(back_end)) return;
  Link slow = wire(10, 0ms);
  slow.up = {9e6};
  const LinkedHosts hosts(slow, back_end);
  const LinkCheck check = probe_link(hosts.near(), hosts.far(), wire(10, 0ms));
  // 9 Mbps carry 8.68 Mbps of payload.
  CHECK(check.up.measured.value == Approx(9e6 * 1448 / 1502).epsilon(0.05));
  CHECK_THAT(check.problem, StartsWith("rate up is 8.") && Contains("should be 9.6") &&
                                Contains("% off)") && !Contains("rate down"));
}

TEST_CASE("Losses and a delay that nobody asked for are found", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  const LinkedHosts hosts(wire(10, 7ms, 0.05), LinkBackEnd::ns3);
  const LinkCheck check = probe_link(hosts.near(), hosts.far(), wire(10, 5ms));
  CHECK_THAT(check.problem, Contains("round trip") && Contains("loss up") && Contains("loss down"));
}
