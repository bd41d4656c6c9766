#include <catch2/catch.hpp>
#include <map>

#include "sim/base/random_streams.h"
#include "sim/simulate.h"
#include "tests/sim/fixed_network.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// One stage on the edge: a message of 1 ms there and one back, `service` between them.
Scenario edge_scenario(const StageProfile& profile) {
  Scenario scenario;
  scenario.journey = direct_journey({"edge"});
  scenario.profiles = {{{1, &profile}}};
  scenario.queues = {{}};
  scenario.payload = {{1000}};
  scenario.answer = {10};
  return scenario;
}

std::vector<RequestRecord> run(const Scenario& scenario) {
  FixedNetwork network;
  return simulate(scenario, network).requests;
}

std::map<std::string, int> outcomes(const std::vector<RequestRecord>& records) {
  std::map<std::string, int> counts;
  for (const RequestRecord& record : records) ++counts[name_of(record.outcome)];
  return counts;
}

using Parts = std::vector<Duration>;

}  // namespace

TEST_CASE("Constant arrivals come at their times, whether or not earlier requests were answered",
          "[request_ends]") {
  // One every 10 ms, each 15 ms of one worker: the n-th waits n * 5 ms.
  const StageProfile profile = profile_of({{15'000'000}}, {});
  Scenario scenario = edge_scenario(profile);
  scenario.arrivals = OpenLoop{100, false};
  scenario.request_count = 5;
  scenario.clients = 2;
  for (const RequestRecord& record : run(scenario)) {
    CHECK(record.scheduled == record.index * 10ms);
    CHECK(record.latency() == 17ms + record.index * 5ms);
    CHECK(record.client == record.index % 2);  // in turn
  }
}

TEST_CASE("Traced arrivals come when the trace says", "[request_ends]") {
  const StageProfile profile = profile_of({{1'000'000}}, {});
  Scenario scenario = edge_scenario(profile);
  scenario.arrivals = TracedArrivals{{5ms, 5ms, 400ms}};
  scenario.request_count = 3;
  const auto records = run(scenario);
  CHECK(records[0].scheduled == 5ms);
  CHECK(records[1].scheduled == 5ms);
  CHECK(records[1].latency() == 4ms);  // waits for the other
  CHECK(records[2].scheduled == 400ms);
}

TEST_CASE("An answer past its deadline is late, and counts in full", "[request_ends]") {
  const StageProfile profile = profile_of({{15'000'000}}, {});
  Scenario scenario = edge_scenario(profile);
  scenario.arrivals = OpenLoop{100, false};
  scenario.deadline = 22ms;  // latencies are 17, 22, 27, 32, 37 ms
  scenario.request_count = 5;
  const auto records = run(scenario);
  CHECK(outcomes(records) == std::map<std::string, int>{{"ok", 2}, {"late", 3}});
  CHECK(records[4].latency() == 37ms);
}

TEST_CASE("A request that is given up ends in the step it was in, and its tier still computes it",
          "[request_ends]") {
  const StageProfile profile = profile_of({{15'000'000}}, {{4'000'000}});
  Scenario scenario = edge_scenario(profile);
  scenario.arrivals = OpenLoop{100, false};
  scenario.request_count = 5;
  // connect, transmission, propagation, queueing; queue, load, compute; four of the way back
  SECTION("on its way to the tier") {
    scenario.timeout = 500us;
    for (const RequestRecord& record : run(scenario)) {
      CHECK(record.outcome == Outcome::timeout);
      CHECK(record.waterfall.parts ==
            Parts{0ms, 0ms, 0ms, 500us, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms});
    }
  }
  SECTION("computed or waiting") {
    scenario.timeout = 12ms;
    const auto records = run(scenario);
    CHECK(records[0].waterfall.parts ==
          Parts{0ms, 0ms, 1ms, 0ms, 0ms, 0ms, 11ms, 0ms, 0ms, 0ms, 0ms});
    // The first is computed to its end at 16 ms, although nobody waits for it.
    CHECK(records[1].waterfall.parts ==
          Parts{0ms, 0ms, 1ms, 0ms, 5ms, 0ms, 6ms, 0ms, 0ms, 0ms, 0ms});
    CHECK(records[4].waterfall.parts ==
          Parts{0ms, 0ms, 1ms, 0ms, 11ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms});
    CHECK(outcomes(records)["timeout"] == 5);
  }
  SECTION("on a cold start, while the model is loaded; its connection is closed") {
    scenario.cold_start = true;
    scenario.request_count = 1;
    scenario.timeout = 5ms;  // 2 + 1 ms of the network, 2 of the 4 ms of loading
    CHECK(run(scenario)[0].waterfall.parts ==
          Parts{2ms, 0ms, 1ms, 0ms, 0ms, 2ms, 0ms, 0ms, 0ms, 0ms, 0ms});
  }
  SECTION("in a closed loop its client goes on at once") {
    scenario.arrivals = ClosedLoop{};
    scenario.timeout = 10ms;
    const auto records = run(scenario);
    for (const RequestRecord& record : records) CHECK(record.scheduled == record.index * 10ms);
  }
}

TEST_CASE("A request that finds a full line is dropped at once", "[request_ends]") {
  // All come at once; one computes, one waits, the others are turned away after their message.
  const StageProfile profile = profile_of({{15'000'000}}, {});
  VariantRecord variant;
  variant.predictions = variant.labels = {1};
  Scenario scenario = edge_scenario(profile);
  scenario.queues[0].limit = 1;
  scenario.clients = 4;
  scenario.request_count = 4;
  scenario.variant = &variant;
  const auto records = run(scenario);
  CHECK(outcomes(records) == std::map<std::string, int>{{"ok", 2}, {"dropped", 2}});
  CHECK(records[3].latency() == 1ms);
  CHECK(records[3].prediction == -1);  // nobody answered
  CHECK(records[3].correct == -1);
  CHECK(records[0].correct == 1);
}

TEST_CASE("With store-and-forward, a message stops at every place on its way", "[request_ends]") {
  const StageProfile profile = profile_of({{5'000'000}}, {});
  Scenario scenario = edge_scenario(profile);
  scenario.origin = "client";
  scenario.journey = {{"mobile"}, {"edge"}, {"cloud", 0}, {"edge"}, {"mobile"}};
  scenario.request_count = 1;
  FixedNetwork network;
  const auto records = simulate(scenario, network).requests;
  CHECK(records[0].latency() == 11ms);  // three messages there, three back
  CHECK(std::vector<std::string>(network.sent.end() - 6, network.sent.end()) ==
        std::vector<std::string>{"client>mobile 1000", "mobile>edge 1000", "edge>cloud 1000",
                                 "cloud>edge 10", "edge>mobile 10", "mobile>client 10"});
  CHECK(route_of(scenario.journey, scenario.origin)[4].column() == "connect_ns.mobile-edge");
}

TEST_CASE("Each sample may carry its own bytes", "[request_ends]") {
  const StageProfile profile = profile_of({{1}}, {});
  VariantRecord variant;
  variant.predictions = variant.labels = {0, 1, 2};
  Scenario scenario = edge_scenario(profile);
  scenario.payload = {{100}, {101}, {102}};
  scenario.variant = &variant;
  scenario.warm_up = false;
  scenario.request_count = 20;
  FixedNetwork network;
  const auto records = simulate(scenario, network).requests;
  for (const RequestRecord& record : records)
    CHECK(network.sent[static_cast<std::size_t>(2 * record.index)] ==
          "mobile>edge " + std::to_string(100 + record.sample));
}

TEST_CASE(
    "A batch takes the time that was measured for its size, or one between those of the nearest "
    "sizes",
    "[request_ends]") {
  // Measured: 10 ms for one, 14 ms for two, 22 ms for four; three take 18 ms.
  const StageProfile one = profile_of({{10'000'000}}, {}), two = profile_of({{14'000'000}}, {}),
                     four = profile_of({{22'000'000}}, {});
  Scenario scenario = edge_scenario(one);
  scenario.profiles = {{{1, &one}, {2, &two}, {4, &four}}};
  scenario.queues[0].batch = 4;
  scenario.queues[0].batch_wait = 1ms;
  for (const auto& [clients, time] :
       std::map<int, Duration>{{1, 10ms}, {2, 14ms}, {3, 18ms}, {4, 22ms}}) {
    scenario.clients = clients;
    scenario.request_count = clients;
    for (const RequestRecord& record : run(scenario)) CHECK(record.waterfall.parts[6] == time);
  }
}

TEST_CASE("Waterfalls add up whatever happens, over random scenarios", "[request_ends]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomStream random(seed);
    std::vector<MeasuredTime> samples;
    for (int i = 0; i < 20; ++i)
      samples.push_back({static_cast<std::int64_t>(random.index(50'000'000))});
    const StageProfile profile = profile_of(samples, samples);
    Scenario scenario = edge_scenario(profile);
    if (random.index(3) == 0) {
      scenario.journey = direct_journey({"mobile", "edge"});
      scenario.profiles.push_back(scenario.profiles[0]);
      scenario.queues.emplace_back();
      scenario.between = {{500}};
    } else if (random.index(3) == 0) {
      scenario.journey = {{"edge"}, {"cloud", 0}, {"edge"}};
    }
    for (QueueSettings& queue : scenario.queues) {
      queue.workers = 1 + static_cast<int>(random.index(3));
      if (random.index(2) == 0) queue.limit = random.index(4);
      queue.batch = 1;
    }
    if (random.index(2) == 0) scenario.timeout = Duration(random.index(100'000'000));
    if (random.index(2) == 0) scenario.deadline = Duration(random.index(100'000'000));
    scenario.cold_start = random.index(2) == 0;
    scenario.connection_per_request = random.index(2) == 0;
    scenario.clients = 1 + static_cast<int>(random.index(5));
    scenario.request_count = 60;
    switch (random.index(3)) {
      case 0:
        scenario.arrivals = OpenLoop{1 + static_cast<double>(random.index(100)), true};
        break;
      case 1:
        scenario.arrivals = ClosedLoop{Duration(random.index(50'000'000)), true};
        break;
      default:
        break;
    }
    scenario.seed = seed;
    const auto records = run(scenario);
    REQUIRE(records.size() == 60);  // nothing is lost
    for (const RequestRecord& record : records) {
      INFO("seed " << seed << ", request " << record.index);
      CHECK(record.waterfall.total() == record.latency());
      CHECK(record.waterfall.parts.size() == route_of(scenario.journey, scenario.origin).size());
      for (const Duration part : record.waterfall.parts) CHECK(part >= 0ns);
      if (record.outcome == Outcome::timeout) CHECK(record.latency() == *scenario.timeout);
      if (record.outcome == Outcome::late) CHECK(record.latency() > *scenario.deadline);
      if (record.outcome == Outcome::ok && scenario.deadline)
        CHECK(record.latency() <= *scenario.deadline);
    }
    CHECK(run(scenario).back().finished == records.back().finished);  // same seed, same end
  }
}
