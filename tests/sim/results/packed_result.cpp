#include "sim/results/packed_result.h"

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
  result.subject = "net";
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

/// All columns of some requests, one after the other: fields, finish, latency, parts.
std::vector<Integers> columns_of(const std::vector<RequestRecord>& requests, std::size_t parts) {
  std::vector<Integers> columns;
  const auto add = [&](const auto& value) {
    Integers& column = columns.emplace_back();
    for (const RequestRecord& request : requests) column.push_back(to_integer(value(request)));
  };
  for_each_field(kRequestFields, [&](const auto& field) {
    add([&](const RequestRecord& request) { return request.*field.member; });
  });
  add([](const RequestRecord& request) { return request.finished; });
  add([](const RequestRecord& request) { return request.latency(); });
  for (std::size_t part = 0; part < parts; ++part)
    add([&](const RequestRecord& request) { return request.waterfall.parts[part]; });
  return columns;
}

/// The same of packed requests, read so many at a time.
std::vector<Integers> columns_of(PackedRequests& requests, std::size_t parts, std::size_t at_once) {
  std::vector<ChunkColumn> chunk(kRequestFieldCount + 2 + parts);
  PackedRequests::Columns to;
  for (std::size_t i = 0; i < kRequestFieldCount; ++i) to.fields[i] = &chunk[i];
  to.finished = &chunk[kRequestFieldCount];
  to.latency = &chunk[kRequestFieldCount + 1];
  for (std::size_t part = 0; part < parts; ++part)
    to.parts.push_back(&chunk[kRequestFieldCount + 2 + part]);
  while (chunk[0].rows() < requests.rows())
    requests.take(std::min(at_once, requests.rows() - chunk[0].rows()), to);
  std::vector<Integers> columns;
  for (const ChunkColumn& column : chunk) {
    Integers& values = columns.emplace_back();
    for (std::size_t row = 0; row < column.rows(); ++row) values.push_back(column[row]);
  }
  return columns;
}

/// A scenario's record as text, in which equal values are equal.
std::string text_of(const ScenarioRecord& scenario) {
  std::string bytes;
  put_fields(bytes, scenario, kScenarioFields);
  return bytes;
}

}  // namespace

TEST_CASE("A packed result is read as it was, some requests at a time, over many seeds",
          "[packed_result]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const ScenarioResult result = random_result(seed);
    const std::size_t parts = result.route.size();
    const std::string packed = pack(result);
    CHECK(status_of(packed) == result.status);
    PackedResult back(packed, parts);
    CHECK(text_of(back.scenario) == text_of(result));
    CHECK(back.scenario.reason == result.reason);
    CHECK(back.scenario.seed == result.seed);
    REQUIRE(back.requests.rows() == result.requests.size());
    CHECK(columns_of(back.requests, parts, 1 + seed % 60) == columns_of(result.requests, parts));
  }
}

TEST_CASE("The start times of a client that waits for its answers take no bytes",
          "[packed_result]") {
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

TEST_CASE("Damaged bytes are refused or read as another result, and do no harm",
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
    const std::size_t parts = result.route.size();
    try {
      PackedResult back(bytes, parts);
      if (back.requests.rows() < 1000) columns_of(back.requests, parts, 7);
      CHECK(seed % 2 == 1);  // bytes that were cut off are noticed
    } catch (const std::exception&) {
      SUCCEED();
    }
  }
}
