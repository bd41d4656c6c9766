#include "scenarios/run/trust/theory_check.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/scenarios/run/trust/one_tier_run.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// 50 requests per second of 10 ms each: half load. By theory they wait 5 ms: 0.5 / (2 * 0.5) * 10.
struct HalfLoad : OneTierRun {
  HalfLoad() {
    scenario.arrivals = OpenLoop{50, true};
    requests.clear();
  }
  /// Adds 110 requests that wait as long as `wait` says, in ms, in turns of two.
  void wait(double one, double two) {
    for (int i = 0; i < 110; ++i)
      add_request(Duration(static_cast<std::int64_t>((i / 5 % 2 == 0 ? one : two) * 1e6)));
  }
  TheoryEvidence check() const { return check_theory(finished()); }
};

std::string reason_after(void (*change)(HalfLoad&)) {
  HalfLoad run;
  run.wait(4, 6);
  change(run);
  return run.check().reason;
}

}  // namespace

TEST_CASE("The mean of dependent waits has an interval from the means of batches", "[trust]") {
  // Batches of two values with means 0 to 10. The first is left out. Mean of 1 to 10: 5.5. Variance
  // 82.5 / 9 = 9.167; 2.262 * sqrt(9.167 / 10) = 2.166.
  std::vector<double> series;
  for (int batch = 0; batch <= 10; ++batch) {
    series.push_back(batch - 1);
    series.push_back(batch + 1);
  }
  CHECK(mean_wait_of(series).mean == Approx(5.5));
  CHECK(mean_wait_of(series).half_width == Approx(2.166).epsilon(1e-3));
}

TEST_CASE("A check needs 11 batches of three relaxation times, or of ten requests", "[trust]") {
  CHECK(requests_for_check(1) == 110);
  CHECK(requests_for_check(3.4) == 121);  // 10.2 requests: 11
  CHECK(requests_for_check(100) == 3300);
}

TEST_CASE("A mean wait as theory says is covered", "[trust]") {
  HalfLoad run;
  run.wait(4, 6);
  const TheoryEvidence found = run.check();
  CHECK(found.form == "M/G/1");
  CHECK(found.load == Approx(0.5));
  CHECK(found.wait == Approx(5e6));
  // Relaxation: 0.5 / (1 - sqrt(0.5))^2 / 2 = 2.914 requests; three of them are 9, less than 10.
  CHECK(found.needed == 110);
  CHECK(found.is_made());
  CHECK(found.simulated == Approx(5e6));
  CHECK(found.covers());
  CHECK(found.distance == 0);
}

TEST_CASE("A mean wait that theory does not know is as many half-widths away as it is", "[trust]") {
  HalfLoad run;
  // Batches of 10 with a mean of 8 and of 10 ms in turns: 9 ms, s^2 = 10 / 9,
  // 2.262 * sqrt(10 / 9 / 10) = 0.754 ms.
  for (int i = 0; i < 110; ++i) run.add_request(i / 10 % 2 == 0 ? 8ms : 10ms);
  const TheoryEvidence found = run.check();
  CHECK(found.simulated == Approx(9e6));
  CHECK(found.half_width == Approx(0.754e6).epsilon(1e-3));
  CHECK_FALSE(found.covers());
  // 9 - 5 ms, less 5 % of 10 ms, which change no latency.
  CHECK(found.distance == Approx(3.5 / 0.754).epsilon(1e-3));
}

TEST_CASE("With too few requests for its load, nothing is compared", "[trust]") {
  HalfLoad run;
  run.wait(4, 6);
  run.scenario.arrivals = OpenLoop{90, true};
  const TheoryEvidence found = run.check();
  // 0.9 / (1 - sqrt(0.9))^2 / 2 = 170.9 requests; three of them are 513; 11 * 513 = 5643.
  CHECK(found.needed == 5643);
  CHECK_FALSE(found.is_made());
  CHECK(std::isnan(found.simulated));
}

TEST_CASE("Several workers have one line: M/G/c", "[trust]") {
  HalfLoad run;
  run.wait(1, 1);
  run.scenario.queues[0].workers = 2;
  run.scenario.arrivals = OpenLoop{100, true};
  CHECK(run.check().form == "M/G/2");
  CHECK(run.check().load == Approx(0.5));
  // Half of M/M/2's 10 / 3 ms, and 5.443 % more (Cosmetatos).
  CHECK(run.check().wait == Approx(10e6 / 3 / 2 * 1.05443).epsilon(1e-4));
}

TEST_CASE("Without a closed form, the reason is told", "[trust]") {
  CHECK(reason_after([](HalfLoad&) {}) == "");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.arrivals = ClosedLoop{}; }) ==
        "arrivals are not Poisson");
  CHECK(reason_after([](HalfLoad& run) {
          run.scenario.arrivals = OpenLoop{50, false};
        }) == "arrivals are not Poisson");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.queues.emplace_back(); }) ==
        "several tiers compute");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.profiles.clear(); }) ==
        "the tier computes live");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.cold_start = true; }) == "starts are cold");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.queues[0].batch = 4; }) ==
        "the tier serves batches");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.queues[0].limit = 4; }) ==
        "the queue is limited");
  CHECK(reason_after([](HalfLoad& run) { run.scenario.timeout = 1s; }) == "clients give up");
  CHECK(reason_after([](HalfLoad& run) {
          run.scenario.arrivals = OpenLoop{100, true};
        }) == "the tier is overloaded");
  CHECK(reason_after([](HalfLoad& run) { run.requests.clear(); }) == "there are no requests");
  // Half of the payloads wait 1 ms for others: 0.5 ms on average, 5 % of the service time.
  CHECK(reason_after([](HalfLoad& run) {
          for (std::size_t i = 0; i < run.requests.size(); i += 2)
            run.requests[i].waterfall.parts[3] = 1ms;
        }) == "the times of messages vary");
}
