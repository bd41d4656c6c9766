#include "scenarios/run/scenario/offered_load.h"

#include <catch2/catch.hpp>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;

namespace {

/// One stage on the edge: 10 ms by one worker, 12,500 bytes there, 1,250 back.
struct Case {
  Study settings;
  StageProfile profile, batch;
  Scenario scenario;

  explicit Case(double rate) {
    Link link;
    link.up = link.down = {10e6};
    settings.links["mobile-edge"] = link;
    profile.service = {{5'000'000}, {15'000'000}};
    batch.service = {{20'000'000}};
    scenario.journey = direct_journey({"edge"});
    scenario.profiles = {{{1, &profile}}};
    scenario.queues = {{}};
    scenario.payload = {{12'500}};
    scenario.answer = {1'250};
    scenario.arrivals = OpenLoop{rate, true};
  }
  std::string problem() const { return overload(settings, scenario); }
};

}  // namespace

TEST_CASE("A tier that is offered more than it computes is overloaded", "[offered_load]") {
  // 10 ms each: 100 a second; 12,500 bytes at 10 Mbps: 100 a second, too.
  CHECK(Case(99).problem().empty());
  CHECK_THAT(Case(101).problem(),
             Catch::StartsWith("overload: edge is offered 101 requests/s and computes 100/s"));
  Case limited(101);
  limited.settings.links["mobile-edge"].up = {1e9};
  limited.scenario.queues[0].limit = 10;  // what is too much is dropped
  CHECK(limited.problem().empty());
  Case two(101);
  two.settings.links["mobile-edge"].up = {1e9};
  two.scenario.queues[0].workers = 2;
  CHECK(two.problem().empty());
  Case batched(390);
  batched.settings.links["mobile-edge"].up = {1e9};
  batched.scenario.profiles[0][8] = &batched.batch;  // 8 in 20 ms: 400 a second
  CHECK(batched.problem().empty());
  Case closed(1);
  closed.scenario.arrivals = ClosedLoop{};
  closed.scenario.clients = 1000;  // clients that wait overload nothing
  CHECK(closed.problem().empty());
}

TEST_CASE("A link that is offered more than it carries is overloaded", "[offered_load]") {
  Case fast(150);
  fast.scenario.queues[0].workers = 4;
  CHECK_THAT(fast.problem(),
             Catch::StartsWith("overload: the link mobile-edge is offered 15 Mbps up and carries "
                               "10 Mbps"));
  fast.settings.links["mobile-edge"].up = {100e6};
  CHECK(fast.problem().empty());
  fast.settings.links["mobile-edge"].down = {1e6};  // 1.5 Mbps of answers
  CHECK_THAT(fast.problem(), Catch::Contains("1.5 Mbps down and carries 1 Mbps"));
  // A looped trace carries its mean: 10 Mbps for a second of three.
  fast.settings.links["mobile-edge"].down = {100e6};
  auto trace = std::make_shared<RateTrace>();
  trace->steps = {{Duration{0}, {10e6}}, {std::chrono::seconds(1), {0}}};
  trace->period = std::chrono::seconds(3);
  fast.settings.links["mobile-edge"].up_trace = trace;
  CHECK_THAT(fast.problem(), Catch::Contains("carries 3.33"));
}

TEST_CASE("A link that nothing passes is named before anything runs", "[offered_load]") {
  Case open(10);
  CHECK(closed_link(open.settings, open.scenario).empty());
  open.settings.links["mobile-edge"].down = {0};
  CHECK(closed_link(open.settings, open.scenario) ==
        "nothing passes the link mobile-edge, which has no bandwidth (no request can end)");
  open.settings.links["mobile-edge"].down = {1e6};
  open.settings.links["mobile-edge"].loss = {1};
  CHECK(closed_link(open.settings, open.scenario) ==
        "nothing passes the link mobile-edge, which loses every packet (no request can end)");
  // A link that no message crosses may be closed.
  open.settings.links["mobile-edge"].loss = {0};
  open.settings.links["edge-cloud"].up = {0};
  CHECK(closed_link(open.settings, open.scenario).empty());
}
