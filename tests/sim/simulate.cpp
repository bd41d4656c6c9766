#include "sim/simulate.h"

#include <ns3/simulator.h>

#include <catch2/catch.hpp>
#include <set>

#include "sim/base/random_streams.h"
#include "sim/clock.h"
#include "tests/sim/fixed_network.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// A split model over mobile and edge: 5 ms, then 7 ms; loading takes 100 ms.
Scenario split_scenario(const StageProfile& first, const StageProfile& second) {
  Scenario scenario;
  scenario.journey = direct_journey({"mobile", "edge"});
  scenario.profiles = {{{1, &first}}, {{1, &second}}};
  scenario.queues = {{}, {}};
  scenario.payload = {{3000}};
  scenario.between = {{2000}};
  scenario.answer = {1000};
  scenario.request_count = 3;
  return scenario;
}

}  // namespace

TEST_CASE("A split request computes, crosses, computes and is answered", "[simulate]") {
  const StageProfile first = profile_of({{5'000'000}}, {{100'000'000}}),
                     second = profile_of({{7'000'000}}, {{100'000'000}});
  Scenario scenario = split_scenario(first, second);

  SECTION("warm: 5 + 1 + 7 + 1 ms, on connections opened before") {
    FixedNetwork network;
    const auto records = simulate(scenario, network).requests;
    REQUIRE(records.size() == 3);
    for (const RequestRecord& record : records) {
      CHECK(record.latency() == 14ms);
      // queue, load, compute; connect, transmission, propagation, queueing; the same once more
      CHECK(record.waterfall.parts == std::vector<Duration>{0ms, 0ms, 5ms, 0ms, 0ms, 1ms, 0ms, 0ms,
                                                            0ms, 7ms, 0ms, 0ms, 1ms, 0ms});
      CHECK(record.scheduled == record.index * 14ms);  // closed loop: one after the other
    }
    CHECK(network.sent[0] == "mobile>edge 2000");  // the input stays on the device
    CHECK(network.sent[1] == "edge>mobile 1000");
    CHECK(network.sent.size() == 2 + 3 * 2);
  }
  SECTION("cold: 2 ms more for the connection, 100 ms more on each tier") {
    scenario.cold_start = true;
    FixedNetwork network;
    for (const RequestRecord& record : simulate(scenario, network).requests) {
      CHECK(record.latency() == 14ms + 2ms + 200ms);
      CHECK(record.waterfall.parts[1] == 100ms);
    }
  }
}

TEST_CASE("The steps of a route are those that its requests go through", "[simulate]") {
  const auto columns = [](const std::vector<std::string>& tiers) {
    std::vector<std::string> names;
    for (const Step& step : route_of(direct_journey(tiers), "mobile"))
      names.push_back(step.column());
    return names;
  };
  CHECK(columns({"mobile"}) ==
        std::vector<std::string>{"queue_ns.mobile", "load_ns.mobile", "compute_ns.mobile"});
  CHECK(columns({"cloud"}) ==
        std::vector<std::string>{"connect_ns.mobile-cloud", "transmission_ns.mobile-cloud",
                                 "propagation_ns.mobile-cloud", "network_queue_ns.mobile-cloud",
                                 "queue_ns.cloud", "load_ns.cloud", "compute_ns.cloud",
                                 "connect_ns.cloud-mobile", "transmission_ns.cloud-mobile",
                                 "propagation_ns.cloud-mobile", "network_queue_ns.cloud-mobile"});
  CHECK(columns({"edge", "cloud"}).at(7) == "connect_ns.edge-cloud");
}

TEST_CASE("Latency is the sum of its parts, over many seeds, deployments and samples",
          "[simulate]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    RandomStream random(seed);
    std::vector<MeasuredTime> samples;
    for (int i = 0; i < 20; ++i)
      samples.push_back({static_cast<std::int64_t>(random.index(50'000'000))});
    const StageProfile profile = profile_of(samples, samples);
    Scenario scenario = split_scenario(profile, profile);
    scenario.request_count = 20;
    scenario.seed = seed;
    scenario.cold_start = seed % 2 == 0;
    if (seed % 3 == 0) {
      scenario.journey = direct_journey({"cloud"});
      scenario.profiles = {{{1, &profile}}};
      scenario.queues = {{}};
    }
    FixedNetwork network;
    std::set<std::int64_t> drawn;
    Duration expected_start{0};
    for (const RequestRecord& record : simulate(scenario, network).requests) {
      CHECK(record.waterfall.total() == record.finished - record.scheduled);
      CHECK(record.waterfall.parts.size() == route_of(scenario.journey, scenario.origin).size());
      CHECK(record.scheduled == expected_start);
      for (const Duration part : record.waterfall.parts) CHECK(part >= 0ns);
      expected_start = record.finished;
      drawn.insert(record.latency().count());
    }
    CHECK(drawn.size() > 5);  // varied samples give varied latencies
  }
}

TEST_CASE("Service times are drawn from all measured samples and depend only on the seed",
          "[simulate]") {
  const StageProfile profile = profile_of({{1}, {2}, {3}, {4}, {5}}, {{9}});
  const auto draw = [&](std::uint64_t seed) {
    Scenario scenario;
    scenario.journey = direct_journey({"mobile"});
    scenario.profiles = {{{1, &profile}}};
    scenario.queues = {{}};
    scenario.request_count = 200;
    scenario.seed = seed;
    FixedNetwork network;
    std::vector<std::int64_t> latencies;
    for (const RequestRecord& record : simulate(scenario, network).requests)
      latencies.push_back(record.latency().count());
    return latencies;
  };
  const auto once = draw(1);
  CHECK(std::set<std::int64_t>(once.begin(), once.end()) == std::set<std::int64_t>{1, 2, 3, 4, 5});
  CHECK(draw(1) == once);
  CHECK(draw(2) != once);
}

TEST_CASE("A request's answer is the one that the model gave to its sample", "[simulate]") {
  const StageProfile profile = profile_of({{1}}, {{1}});
  VariantRecord variant;
  variant.predictions = {0, 1, 2, 3};
  variant.labels = {0, 1, 2, 9};  // the last one is wrong
  Scenario scenario;
  scenario.journey = direct_journey({"mobile"});
  scenario.profiles = {{{1, &profile}}};
  scenario.queues = {{}};
  scenario.variant = &variant;
  FixedNetwork network;
  for (const RequestRecord& record : simulate(scenario, network).requests) {
    CHECK(record.prediction == record.sample);
    CHECK(record.correct == (record.sample == 3 ? 0 : 1));
  }
}

TEST_CASE("A live request takes the time that was measured, and gives the model's own answer",
          "[simulate]") {
  /// Stage s takes s + 1 ms and a microsecond for each sample's number; the model says sample / 2.
  struct Live final : LiveCompute {
    Answer compute(std::size_t stage, std::int64_t sample) override {
      asked.emplace_back(stage, sample);
      const auto time = std::chrono::milliseconds(stage + 1) + std::chrono::microseconds(sample);
      return {time, stage == 1 ? static_cast<int>(sample / 2) : -1};
    }
    std::vector<std::pair<std::size_t, std::int64_t>> asked;
  } live;
  VariantRecord variant;
  variant.predictions = {9, 9, 9, 9};  // in an evaluation that was another one
  variant.labels = {0, 0, 1, 0};       // the last one is wrong
  const StageProfile unused;
  Scenario scenario = split_scenario(unused, unused);
  scenario.profiles.clear();
  scenario.live = &live;
  scenario.variant = &variant;
  scenario.request_count = 30;
  FixedNetwork network;
  const auto records = simulate(scenario, network).requests;
  REQUIRE(live.asked.size() == 60);
  for (const RequestRecord& record : records) {
    const auto at = static_cast<std::size_t>(2 * record.index);
    CHECK(live.asked[at] == std::make_pair(std::size_t{0}, record.sample));
    CHECK(live.asked[at + 1] == std::make_pair(std::size_t{1}, record.sample));
    // 1 + 2 ms of computing, 2 ms of messages, and the sample's microseconds on each tier.
    CHECK(record.latency() == 5ms + 2 * std::chrono::microseconds(record.sample));
    CHECK(record.prediction == record.sample / 2);
    CHECK(record.correct == (record.sample == 3 ? 0 : 1));
  }
}
