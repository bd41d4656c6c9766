#include "network/emulation/links_between.h"

#include <catch2/catch.hpp>

#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("Links that no message crosses are left out", "[emulation]") {
  const Topology chain = chain_of(wire(10, 1ms), wire(20, 1ms));
  CHECK(links_between(chain, {{0, 2}}).links.size() == 2);
  CHECK(links_between(chain, {}).links.empty());
  const Topology last = links_between(chain, {{2, 1}});
  REQUIRE(last.links.size() == 1);
  CHECK(last.links[0].link.up == BitsPerSecond{20e6});
  CHECK(last.places == chain.places);
}
