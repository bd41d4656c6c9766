#include "sim/watchdog.h"

#include <ns3/simulator.h>

#include <catch2/catch.hpp>

#include "sim/simulate.h"
#include "tests/sim/fixed_network.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// One stage of 1 ns on the edge.
Scenario quick_scenario(const StageProfile& profile) {
  Scenario scenario;
  scenario.journey = direct_journey({"edge"});
  scenario.profiles = {{{1, &profile}}};
  scenario.queues = {{}};
  scenario.request_count = 5;
  return scenario;
}

/// No message ever arrives.
class DeadNetwork final : public NetworkModel {
 public:
  ~DeadNetwork() override { ns3::Simulator::Destroy(); }
  std::size_t place(const std::string&) const override { return 0; }
  void send(const Message&, std::function<void(const MessageTimes&)>) override {}
  void close_connections(std::size_t) override {}
};

/// Arrives late: the n-th message of a run after `delays[n]`, those after the list at once.
class SlowNetwork final : public NetworkModel {
 public:
  explicit SlowNetwork(std::vector<Duration> delays) : delays_(std::move(delays)) {}
  ~SlowNetwork() override { ns3::Simulator::Destroy(); }
  std::size_t place(const std::string&) const override { return 0; }
  void send(const Message&, std::function<void(const MessageTimes&)> delivered) override {
    MessageTimes times;
    times.propagation = sent_ < delays_.size() ? delays_[sent_] : 0s;
    ++sent_;
    schedule(times.total(), [=] { delivered(times); });
  }
  void close_connections(std::size_t) override {}

 private:
  const std::vector<Duration> delays_;
  std::size_t sent_{0};
};

}  // namespace

TEST_CASE("A message that never arrives is reported, not waited for", "[watchdog]") {
  const StageProfile profile = profile_of({{1}}, {{1}});
  Scenario scenario = quick_scenario(profile);
  DeadNetwork network;
  SECTION("a request's") {
    scenario.warm_up = false;
    const SimulationResult result = simulate(scenario, network);
    CHECK_THAT(result.problem, Catch::Contains("no request ended in 3600 s"));
    REQUIRE(result.requests.size() == 1);  // the client's first, which is still waiting
    CHECK(result.requests[0].outcome == Outcome::timeout);
    CHECK(result.requests[0].waterfall.total() == result.requests[0].latency());
    CHECK(result.requests[0].latency() == 1h);
  }
  SECTION("the warm-up's") {
    const SimulationResult result = simulate(scenario, network);
    CHECK_THAT(result.problem, Catch::Contains("no request ended in 3600 s"));
    CHECK(result.requests.empty());
  }
}

TEST_CASE("Time without an open request does not count, however long it is", "[watchdog]") {
  // A request takes ten minutes, and much more time passes from one to the next. The watchdog looks
  // every 766 s, so that it often finds a request that is open, long after the last one has ended.
  const StageProfile profile = profile_of({{600'000'000'000}}, {{1}});
  Scenario scenario = quick_scenario(profile);
  scenario.patience = 766s;
  SECTION("constant arrivals") { scenario.arrivals = OpenLoop{2.0 / 3600, false}; }
  SECTION("Poisson arrivals") { scenario.arrivals = OpenLoop{0.5 / 3600, true}; }
  SECTION("traced arrivals") {
    scenario.arrivals =
        TracedArrivals{{1531s, 3063s, 4595s, 6127s, 7659s}};  // just before it looks
  }
  SECTION("clients that think") { scenario.arrivals = ClosedLoop{1800s, false}; }
  FixedNetwork network;
  const SimulationResult result = simulate(scenario, network);
  CHECK(result.problem.empty());
  REQUIRE(result.requests.size() == 5);
  for (const RequestRecord& record : result.requests) CHECK(record.outcome == Outcome::ok);
}

TEST_CASE(
    "Requests that end, one after the other, show progress however long the oldest has waited",
    "[watchdog]") {
  // One every second, each takes 10 s of the only worker: the last one waits for 90 s.
  const StageProfile profile = profile_of({{10'000'000'000}}, {{1}});
  Scenario scenario = quick_scenario(profile);
  scenario.arrivals = OpenLoop{1, false};
  scenario.request_count = 11;
  scenario.patience = 30s;
  FixedNetwork network;
  const SimulationResult result = simulate(scenario, network);
  CHECK(result.problem.empty());
  CHECK(result.requests.back().latency() > 90s);
}

TEST_CASE("Patience begins when the oldest open request was scheduled", "[watchdog]") {
  // It looks every 100 s. The request of the 950th second is open for 50 s at 1000 s, for 150 s at
  // 1100 s.
  const StageProfile profile = profile_of({{1}}, {{1}});
  Scenario scenario = quick_scenario(profile);
  scenario.patience = 100s;
  scenario.warm_up = false;
  scenario.request_count = 1;
  scenario.arrivals = TracedArrivals{{950s}};
  SECTION("it arrives in time") {
    SlowNetwork network({145s});
    CHECK(simulate(scenario, network).problem.empty());
  }
  SECTION("it does not") {
    SlowNetwork network({155s});
    const SimulationResult result = simulate(scenario, network);
    CHECK_THAT(result.problem, Catch::Contains("no request ended in 100 s"));
    REQUIRE(result.requests.size() == 1);
    CHECK(result.requests[0].latency() == 150s);
  }
}

TEST_CASE("A simulation is stopped before its clock overflows", "[watchdog]") {
  // Each request takes 20 years: the eleventh would end in the 220th year, the fifteenth would be
  // beyond 2^63 ns, which are 292 years.
  constexpr auto kYear = std::chrono::hours(365 * 24);
  const StageProfile profile = profile_of({{Duration(20 * kYear).count()}}, {{1}});
  Scenario scenario = quick_scenario(profile);
  scenario.request_count = 15;
  scenario.patience = 40 * kYear;
  FixedNetwork network;
  const SimulationResult result = simulate(scenario, network);
  CHECK_THAT(result.problem, Catch::Contains("more than 200 years of simulated time"));
  for (const RequestRecord& record : result.requests) CHECK(record.latency() >= 0s);
}
