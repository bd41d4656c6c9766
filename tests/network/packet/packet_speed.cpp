// What makes long fat links affordable: network/packet/next_segment.cpp.

#include <catch2/catch.hpp>

#include "network/packet/next_segment.h"
#include "tests/network/packet/packet_helpers.h"

using namespace tiersim;
using namespace tiersim::test;

namespace {

std::vector<double> times(bool scan, const Link& link, std::int64_t size, int count) {
  always_scan = scan;
  const auto all = totals(transfer(one_link(link), {0, 1, size, count}));
  always_scan = false;
  return all;
}

}  // namespace

TEST_CASE("TCP sends the same segments with our NextSeg() as with ns-3's", "[network]") {
  Link gigabit = wire(1000, 5ms);
  gigabit.queue = 100;  // short, so that slow start overflows it
  for (const Link& link : {wire(200, 5ms), wire(200, 5ms, 0.01), wire(10, 20ms, 0.1), gigabit}) {
    const auto before = next_segment_calls();
    const auto quick = times(false, link, 2'000'000, 4);
    // It is ours that libns3-internet calls.
    CHECK(next_segment_calls().direct > before.direct + 1000);
    const auto scanned = next_segment_calls().scanned;
    CHECK(times(true, link, 2'000'000, 4) == quick);
    CHECK(next_segment_calls().scanned > scanned + 1000);
  }
  const auto scanned = next_segment_calls().scanned;
  times(false, wire(200, 5ms), 2'000'000, 4);
  CHECK(next_segment_calls().scanned == scanned);
}

TEST_CASE("A transfer fills a link with a large product of rate and delay",
          "[network][not-sanitized]") {
  // 1 Gbps and 50 ms each way: 12.5 MB in flight. With windows of 1.15 times that, 50 MB take their
  // time on the wire once slow start is over.
  const Link link = wire(1000, 50ms);
  const auto all = times(false, link, 50'000'000, 2);
  CHECK(all.back() == Approx(serialization(50'000'000, link) + 0.050).epsilon(0.01));
}
