#include "scenarios/validate/validation.h"

#include <catch2/catch.hpp>

using namespace tiersim;

namespace {

ValidatedScenario scenario(const std::string& subject, const std::string& deployment,
                           double bandwidth, double median, const std::string& problem = "") {
  ComparedScenario compared{};
  compared.median.simulated.value = compared.median.emulated.value = median;
  compared.problem = problem;
  return {subject,
          "sptq",
          deployment,
          {{"links.edge-cloud.bandwidth", "bit/s", bandwidth, ""}},
          compared};
}

}  // namespace

TEST_CASE("There is a decision for each subject and point with two valid scenarios or more",
          "[validation]") {
  const std::vector<ValidatedDecision> decisions = decisions_of({
      scenario("a", "edge", 1e6, 20),
      scenario("a", "edge", 1e7, 20),
      scenario("a", "cloud", 1e6, 30),
      scenario("a", "cloud", 1e7, 10),
      scenario("b", "edge", 1e6, 20),
      scenario("b", "cloud", 1e6, 5, "emulated, round 1: invalid: too late"),
  });
  // Of subject b, one scenario is left: there is nothing to choose.
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[0].subject == "a");
  CHECK(std::get<double>(decisions[0].sweep[0].value) == 1e6);
  CHECK(decisions[0].decision.simulated_deployment == "edge");
  CHECK(std::get<double>(decisions[1].sweep[0].value) == 1e7);
  CHECK(decisions[1].decision.simulated_deployment == "cloud");
}
