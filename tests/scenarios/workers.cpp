#include "scenarios/run/workers.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <map>

using namespace tiersim;

namespace {

ScenarioResult described(std::size_t id) {
  ScenarioResult result;
  result.id = static_cast<std::int64_t>(id);
  result.route = route_of(direct_journey({"mobile"}), "mobile");
  return result;
}

/// Request k of job i takes i + k nanoseconds.
ScenarioResult job(std::size_t id) {
  ScenarioResult result = described(id);
  for (int k = 0; k < 5; ++k) {
    RequestRecord record;
    record.index = k;
    record.finished = Duration(static_cast<std::int64_t>(id) + k);
    record.waterfall.parts = {Duration(0), Duration(0), record.finished};
    result.requests.push_back(record);
  }
  return result;
}

}  // namespace

TEST_CASE("Every job is done once, for any number of workers", "[workers]") {
  for (const int workers : {1, 2, 3, 50}) {
    std::map<std::int64_t, ScenarioResult> results;
    CHECK(run_in_workers(20, workers, job, described,
                         [&](ScenarioResult r) { results[r.id] = std::move(r); }));
    REQUIRE(results.size() == 20);
    for (const auto& [id, result] : results) {
      CHECK(result.status == "ok");
      REQUIRE(result.requests.size() == 5);
      CHECK(result.requests[4].latency().count() == id + 4);
      CHECK(result.requests[4].waterfall.total() == result.requests[4].latency());
    }
  }
}

TEST_CASE("A worker that dies costs its job alone", "[workers]") {
  std::map<std::int64_t, ScenarioResult> results;
  const auto fragile = [](std::size_t id) {
    if (id == 3) raise(SIGKILL);
    if (id == 7) _exit(9);
    return job(id);
  };
  CHECK(run_in_workers(12, 2, fragile, described,
                       [&](ScenarioResult r) { results[r.id] = std::move(r); }));
  REQUIRE(results.size() == 12);
  for (const auto& [id, result] : results)
    CHECK(result.status == (id == 3 || id == 7 ? "failed" : "ok"));
  CHECK(results[3].reason.find("signal 9") != std::string::npos);
  CHECK(results[7].reason.find("status 9") != std::string::npos);
}

TEST_CASE("An interrupt ends the work early and keeps what is done", "[workers]") {
  std::size_t done = 0;
  const auto interrupt_after_two = [&](const ScenarioResult&) {
    if (++done == 2) raise(SIGINT);
  };
  CHECK_FALSE(run_in_workers(1000, 1, job, described, interrupt_after_two));
  CHECK(done >= 2);
  CHECK(done < 10);
}
