#include "scenarios/run/trust/utilisation.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/run/trust/one_tier_run.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

std::vector<Use> links_of(const OneTierRun& run) {
  const FinishedRun finished = run.finished();
  return link_uses(finished, message_totals(finished));
}

}  // namespace

TEST_CASE("A tier is busy for the work of its workers", "[trust]") {
  OneTierRun run;
  // 100 ms of work in 1 s.
  REQUIRE(tier_uses(run.finished()).size() == 1);
  CHECK(tier_uses(run.finished())[0].name == "edge");
  CHECK(tier_uses(run.finished())[0].share == Approx(0.1));
  run.scenario.queues[0].workers = 2;
  CHECK(tier_uses(run.finished())[0].share == Approx(0.05));
}

TEST_CASE("A link is busy for the bytes that cross it, with their headers", "[trust]") {
  OneTierRun run;
  const auto uses = links_of(run);
  REQUIRE(uses.size() == 2);
  // Up: 10 payloads of 10 packets: 10 (14,480 + 10 * 54) 8 = 1.2016 Mbit in 1 s at 10 Mbps.
  CHECK(uses[0].name == "mobile-edge up");
  CHECK(uses[0].share == Approx(0.12016));
  // Down: 10 answers of one packet: 10 (1,448 + 54) 8 = 0.12016 Mbit.
  CHECK(uses[1].name == "mobile-edge down");
  CHECK(uses[1].share == Approx(0.012016));
}

TEST_CASE("Background traffic is a part of the use of a link", "[trust]") {
  OneTierRun run;
  run.link().background.up = {
      1.472e6};  // packets of 1472 bytes with 30 bytes of headers: 1.502 Mbps
  CHECK(links_of(run)[0].share == Approx(0.12016 + 0.1502));
  run.link().background.on = 10ms;
  run.link().background.off = 30ms;  // a quarter of the time
  CHECK(links_of(run)[0].share == Approx(0.12016 + 0.1502 / 4));
}

TEST_CASE("A message that was not sent crosses no link", "[trust]") {
  OneTierRun run;
  for (auto part = run.requests[0].waterfall.parts.begin() + 7;
       part != run.requests[0].waterfall.parts.end(); ++part)
    *part = Duration{0};  // no answer
  CHECK(links_of(run)[1].share == Approx(0.012016 * 9 / 10));
}

TEST_CASE("A link whose capacity is not known has no utilisation", "[trust]") {
  OneTierRun run;
  run.link().kind = &link_kind("wifi");
  CHECK(links_of(run).empty());
}

TEST_CASE("Only where requests come at times of their own, a busy tier or link is judged",
          "[trust]") {
  OneTierRun run;
  CHECK(tier_uses(run.finished())[0].is_judged);
  CHECK(links_of(run)[0].is_judged);
  run.scenario.queues[0].limit = 3;  // what is too much is dropped
  CHECK_FALSE(tier_uses(run.finished())[0].is_judged);
  run.scenario.queues[0] = {};
  run.scenario.arrivals = ClosedLoop{};
  CHECK_FALSE(tier_uses(run.finished())[0].is_judged);
  CHECK_FALSE(links_of(run)[0].is_judged);
}
