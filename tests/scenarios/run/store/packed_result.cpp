#include "scenarios/run/store/packed_result.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

ScenarioResult random_result(std::uint64_t seed) {
  RandomStream random(seed);
  ScenarioResult result;
  result.route = route_of(direct_journey({"mobile", "edge"}), "mobile");
  result.status = seed % 2 == 0 ? "ok" : "invalid";
  result.reason = seed % 2 == 0 ? "" : "süß";
  result.seed = random.index(std::numeric_limits<std::int64_t>::max());
  result.extrapolated = seed % 5 == 0;
  result.energy = seed % 3 == 0 ? std::nan("") : 0.125;
  result.packets_per_segment = static_cast<int>(random.index(44));
  result.wall_seconds = 1.5;
  Duration scheduled{0};
  for (std::size_t i = 0; i < random.index(50); ++i) {
    RequestRecord request;
    request.index = static_cast<std::int64_t>(i);
    request.sample = static_cast<std::int64_t>(random.index(10'000));
    request.client = static_cast<std::int64_t>(random.index(3));
    request.prediction = static_cast<int>(random.index(46)) - 1;
    request.correct = static_cast<int>(random.index(3)) - 1;
    request.outcome = static_cast<Outcome>(random.index(4));
    // Of every third result the one client asks again a while after its answer.
    if (seed % 3 != 0) scheduled += Duration(random.index(1'000'000'000));
    request.scheduled = scheduled;
    for (std::size_t part = 0; part < result.route.size(); ++part)
      request.waterfall.parts.emplace_back(random.index(2) * random.index(std::size_t{1} << 50));
    request.finished = scheduled + request.waterfall.total();
    if (seed % 3 == 0) scheduled = request.finished + Duration(seed);
    result.requests.push_back(request);
  }
  return result;
}

}  // namespace

TEST_CASE("What was packed comes back, over many seeds", "[packed_result]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const ScenarioResult result = random_result(seed);
    ScenarioResult back;
    back.route = result.route;
    const RequestTable requests = unpack(pack(result), back);
    CHECK(back.status == result.status);
    CHECK(status_of(pack(result)) == result.status);
    CHECK(back.reason == result.reason);
    CHECK((back.energy == result.energy || std::isnan(result.energy)));
    CHECK(back.seed == result.seed);
    CHECK(back.extrapolated == result.extrapolated);
    CHECK(back.packets_per_segment == result.packets_per_segment);
    const RequestTable expected = table_of(result.requests, result.route.size());
    CHECK(requests.rows == expected.rows);
    CHECK(requests.columns == expected.columns);
  }
}

TEST_CASE("When a client asked that waits for its answers costs nothing", "[packed_result]") {
  ScenarioResult result;
  result.route = route_of(direct_journey({"mobile"}), "mobile");
  RandomStream random(1);
  Duration scheduled{0};
  for (int i = 0; i < 100; ++i) {
    RequestRecord request;
    request.scheduled = scheduled;
    for (std::size_t part = 0; part < result.route.size(); ++part)
      request.waterfall.parts.emplace_back(part == 0 ? random.index(1'000'000) : 0);
    scheduled += request.waterfall.total() + Duration(1000);
    result.requests.push_back(request);
  }
  const std::size_t waiting = pack(result).size();
  ++result.requests.back().scheduled;
  // 99 times that differ by up to a million, in 3 bytes each.
  CHECK(pack(result).size() >= waiting + 3 * 99);
}

TEST_CASE("Bytes that are no packed result are refused, or read as another, and no more",
          "[packed_result]") {
  RandomStream random(1);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const ScenarioResult result = random_result(seed);
    std::string bytes = pack(result);
    if (seed % 2 == 0) {
      bytes.resize(random.index(bytes.size()));
    } else {
      bytes[random.index(bytes.size())] = static_cast<char>(random.index(256));
    }
    ScenarioResult back;
    back.route = result.route;
    try {
      unpack(bytes, back);
      CHECK(seed % 2 == 1);  // what was cut off is noticed
    } catch (const std::exception &) {
      SUCCEED();
    }
  }
}
