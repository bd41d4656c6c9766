#include "network/emulation/emulation_limits.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::Equals;

namespace {

/// What is said of a link; empty if it can be emulated.
std::string refusal(const Link& link, LinkBackEnd back_end, const KernelAbilities& abilities = {}) {
  try {
    refuse_unemulated(one_link(link), back_end, abilities);
    return {};
  } catch (const UserError& error) {
    return error.what();
  }
}

Link changed(void (*change)(Link&), Duration delay = 0ms) {
  Link link = wire(10, delay);
  change(link);
  return link;
}

}  // namespace

TEST_CASE("ns-3 emulates every setting of a wire up to 500 Mbps", "[emulation]") {
  Link link = wire(500, 5ms, 0.1);
  link.jitter = 1ms;
  link.loss_burst = 3;
  link.queue = 10;
  link.background.up = {1e6};
  CHECK(refusal(link, LinkBackEnd::ns3).empty());
  CHECK_THAT(refusal(wire(501, 5ms), LinkBackEnd::ns3),
             Equals("links.mobile-edge: 501 Mbps is more than ns-3 follows in real time (at most "
                    "500 Mbps, or write emulate.links: kernel)"));
}

TEST_CASE("A trace counts by its highest rate", "[emulation]") {
  Link link = wire(10, 5ms);
  link.up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {10e6}}, {1s, {1e9}}}, 2s});
  CHECK_FALSE(refusal(link, LinkBackEnd::ns3).empty());
}

TEST_CASE("No back end emulates Wi-Fi", "[emulation]") {
  Link link;
  link.kind = &link_kind("wifi");
  for (const LinkBackEnd back_end : {LinkBackEnd::kernel, LinkBackEnd::ns3})
    CHECK_THAT(refusal(link, back_end),
               Equals("links.mobile-edge.kind: Wi-Fi cannot be emulated (use a wire)"));
}

TEST_CASE("No back end emulates a link on which nothing passes", "[emulation]") {
  Link link = wire(10, 5ms);
  link.down = {0};
  CHECK_THAT(refusal(link, LinkBackEnd::ns3),
             Equals("links.mobile-edge: lets nothing pass down (give it a rate above 0 Mbps)"));
}

TEST_CASE("A kernel without netem refuses delay and loss by name", "[emulation]") {
  CHECK_THAT(refusal(wire(10, 5ms), LinkBackEnd::kernel),
             Equals("links.mobile-edge.delay: this kernel delays no packets, because it has no "
                    "netem (write emulate.links: ns3)"));
  CHECK_THAT(refusal(wire(10, 0ms, 0.1), LinkBackEnd::kernel),
             Equals("links.mobile-edge.loss: this kernel loses no packets, because it has no netem "
                    "(write emulate.links: ns3)"));
  CHECK(refusal(wire(10, 5ms, 0.1), LinkBackEnd::kernel, {true, false}).empty());
}

TEST_CASE("The kernel refuses what its disciplines cannot do", "[emulation]") {
  const auto key = [](const Link& link) {
    const std::string text = refusal(link, LinkBackEnd::kernel, {true, false});
    return text.substr(0, text.find(':'));
  };
  CHECK(key(changed([](Link& link) { link.jitter = 1ms; })) == "links.mobile-edge.jitter");
  CHECK(key(changed([](Link& link) { link.background.down = {1e6}; })) ==
        "links.mobile-edge.background");
  CHECK(key(changed([](Link& link) { link.discipline = Link::Discipline::fq_codel; })) ==
        "links.mobile-edge.discipline");
  CHECK(key(changed([](Link& link) {
          link.up_trace = std::make_shared<RateTrace>(RateTrace{{{0s, {1e6}}}, 0s});
        })) == "links.mobile-edge.trace");
  CHECK(refusal(wire(1000, 0ms), LinkBackEnd::kernel).empty());
}
