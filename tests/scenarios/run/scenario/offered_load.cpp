#include "scenarios/run/scenario/offered_load.h"

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

/// One stage on the edge: 10 ms by one worker, 12,500 bytes there, 1,250 back.
struct Case {
  Topology topology{{"mobile", "edge", "cloud"}, {{0, 1, {}}}};
  StageProfile profile, batch;
  Scenario scenario;

  explicit Case(double rate) {
    link().up = link().down = {10e6};
    profile.service = {{5'000'000}, {15'000'000}};
    batch.service = {{20'000'000}};
    scenario.journey = direct_journey({"edge"});
    scenario.profiles = {{{1, &profile}}};
    scenario.queues = {{}};
    scenario.payload = {{12'500}};
    scenario.answer = {1'250};
    scenario.arrivals = OpenLoop{rate, true};
  }
  Link& link() { return topology.links[0].link; }
  std::vector<CrossingMessage> messages() const { return crossing_messages(topology, scenario); }
  std::string problem() const { return overload(topology, messages(), scenario); }
  std::string closed() const { return closed_link(topology, messages()); }
};

}  // namespace

TEST_CASE("A tier that is offered more than it computes is overloaded", "[offered_load]") {
  // 10 ms each: 100 a second; 12,500 bytes at 10 Mbps: 100 a second, too.
  CHECK(Case(99).problem().empty());
  CHECK_THAT(Case(101).problem(),
             Catch::StartsWith("overload: edge is offered 101 requests/s and computes 100/s"));
  Case limited(101);
  limited.link().up = {1e9};
  limited.scenario.queues[0].limit = 10;  // what is too much is dropped
  CHECK(limited.problem().empty());
  Case two(101);
  two.link().up = {1e9};
  two.scenario.queues[0].workers = 2;
  CHECK(two.problem().empty());
  Case batched(390);
  batched.link().up = {1e9};
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
  fast.link().up = {100e6};
  CHECK(fast.problem().empty());
  fast.link().down = {1e6};  // 1.5 Mbps of answers
  CHECK_THAT(fast.problem(), Catch::Contains("1.5 Mbps down and carries 1 Mbps"));
  // A looped trace carries its mean: 10 Mbps for a second of three.
  fast.link().down = {100e6};
  auto trace = std::make_shared<RateTrace>();
  trace->steps = {{Duration{0}, {10e6}}, {std::chrono::seconds(1), {0}}};
  trace->period = std::chrono::seconds(3);
  fast.link().up_trace = trace;
  CHECK_THAT(fast.problem(), Catch::Contains("carries 3.33"));
}

TEST_CASE("A link that nothing passes is named before anything runs", "[offered_load]") {
  Case open(10);
  CHECK(open.closed().empty());
  open.link().down = {0};
  CHECK(open.closed() ==
        "nothing passes the link mobile-edge, which has no bandwidth (no request can end)");
  open.link().down = {1e6};
  open.link().loss = {1};
  CHECK(open.closed() ==
        "nothing passes the link mobile-edge, which loses every packet (no request can end)");
  // A link that no message crosses may be closed.
  open.link().loss = {0};
  open.topology.links.push_back({1, 2, {}});
  open.topology.links[1].link.up = {0};
  CHECK(open.closed().empty());
}
