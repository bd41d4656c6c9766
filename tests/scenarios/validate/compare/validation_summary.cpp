#include "scenarios/validate/compare/validation_summary.h"

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

ComparedScenario with_errors(double median, double p95, Verdict verdict) {
  ComparedScenario scenario{};
  scenario.median.error = median;
  scenario.p95.error = p95;
  scenario.verdict = verdict;
  if (verdict == Verdict::invalid) scenario.problem = "emulated, round 1: invalid: too late";
  return scenario;
}

Decision that(Agreement agreement) { return {"", "", "", "", agreement, 0}; }

}  // namespace

TEST_CASE("Errors are averaged without their signs, over the valid scenarios alone",
          "[validation_summary]") {
  const ValidationSummary summary =
      summarize({with_errors(-0.03, 0.02, Verdict::agrees), with_errors(0.9, 0.9, Verdict::invalid),
                 with_errors(0.01, -0.20, Verdict::off)},
                {});
  CHECK(summary.median.mean == Approx(0.02));  // (3 + 1) / 2 %
  CHECK(summary.median.worst == Approx(0.03));
  CHECK(summary.median.worst_scenario == 0);
  CHECK(summary.p95.mean == Approx(0.11));  // (2 + 20) / 2 %
  CHECK(summary.p95.worst_scenario == 2);
  CHECK(summary.off == 1);
  CHECK(summary.invalid == 1);
}

TEST_CASE("A tie counts as an agreement", "[validation_summary]") {
  const ValidationSummary summary =
      summarize({with_errors(0.012, 0.034, Verdict::agrees)},
                {that(Agreement::yes), that(Agreement::tie), that(Agreement::no)});
  CHECK(summary_line(summary) ==
        "median error 1.20 %, p95 error 3.40 %, decisions agree in 2 of 3");
}

TEST_CASE("Without a valid scenario there is no error to state", "[validation_summary]") {
  CHECK(summary_line(summarize({}, {})) ==
        "median error - %, p95 error - %, decisions agree in 0 of 0");
}
