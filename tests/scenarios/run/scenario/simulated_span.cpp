#include "scenarios/run/scenario/simulated_span.h"

#include <catch2/catch.hpp>

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// One stage of 1 s on the edge, and messages over a link with a bandwidth.
struct Spanned {
  Topology topology{{"mobile", "edge"}, {{0, 1, {}}}};
  StageProfile profile;
  Scenario scenario;

  Spanned(double bandwidth, std::int64_t payload, std::int64_t count) {
    topology.links[0].link.up = topology.links[0].link.down = {bandwidth};
    topology.links[0].link.delay = 0s;
    profile.service = {{1'000'000'000}};
    scenario.journey = direct_journey({"edge"});
    scenario.profiles = {{{1, &profile}}};
    scenario.queues = {{}};
    scenario.payload = {{payload}};
    scenario.answer = {1};
    scenario.request_count = count;
  }
  double span() const {
    return estimated_span(topology, crossing_messages(topology, scenario), scenario,
                          Transport::Protocol::tcp);
  }
};

constexpr double kYears = 365.0 * 24 * 3600;

}  // namespace

TEST_CASE("The span is the time of all messages and computations and of the arrivals",
          "[simulated_span]") {
  // 125 MB at 1 Gbps take 1 s, and some per cent more for headers; 1 s of computation. There are
  // 9 requests, and one of the client that opens the connections.
  Spanned closed(1e9, 125'000'000, 9);
  CHECK(closed.span() == Approx(20).epsilon(0.04));
  closed.scenario.arrivals = ClosedLoop{100s, false};
  CHECK(closed.span() == Approx(20 + 900).epsilon(0.01));
  closed.scenario.arrivals = OpenLoop{0.01, true};
  CHECK(closed.span() == Approx(20 + 900).epsilon(0.01));
  closed.scenario.arrivals = TracedArrivals{{5s, 500s}};
  CHECK(closed.span() == Approx(20 + 500).epsilon(0.01));
}

TEST_CASE("Requests that would take the clock beyond its range are refused", "[simulated_span]") {
  // 1 GB at 1 kbps takes 8e6 s, 93 days. 3,000 of them take 761 years; the clock has 292.
  const Spanned slow(1e3, 1'000'000'000, 3000);
  CHECK(slow.span() == Approx(761 * kYears).epsilon(0.06));
  CHECK_THAT(exceeds_clock(slow.span()),
             Catch::Contains("years of simulated time, more than 100 (send fewer or smaller"));
  // 300 of them take 76 years.
  CHECK(exceeds_clock(Spanned(1e3, 1'000'000'000, 300).span()).empty());
  Spanned rare(1e9, 1000, 1'000'000);
  rare.scenario.arrivals = OpenLoop{1e-6, false};  // 1e12 s
  CHECK_FALSE(exceeds_clock(rare.span()).empty());
}
