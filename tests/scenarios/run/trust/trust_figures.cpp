#include "scenarios/run/trust/trust_figures.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace tiersim;

TEST_CASE("The figures are JSON with four significant digits", "[trust]") {
  Evidence evidence;
  evidence.tiers = {{"edge", 0.123456, true}};
  evidence.links = {{"mobile-edge up", 0.5, true}};
  evidence.profiles = {{"edge", 100, 0.01, true, false, false}};
  evidence.fidelity = {"analytic", 0.25, "warm together", ""};
  evidence.theory.reason = "arrivals are not Poisson";
  CHECK(figures_text(evidence) ==
        R"({"fidelity_error":0.25,"fidelity_region":"warm together",)"
        R"("links":{"mobile-edge up":0.5},"profiles":{"edge":0.01},)"
        R"("theory":{"none":"arrivals are not Poisson"},"tiers":{"edge":0.1235}})");
}

TEST_CASE("A check by theory has both waits and whether the interval covers", "[trust]") {
  Evidence evidence;
  evidence.tiers = {{"edge", 0.5, true}};
  evidence.theory.form = "M/G/1";
  evidence.theory.load = 0.5;
  evidence.theory.wait = 5e6;
  evidence.theory.needed = 110;
  CHECK(figures_text(evidence) == R"({"links":{},"theory":{"form":"M/G/1","load":0.5,)"
                                  R"("needed_requests":110,"wait_ns":5000000.0},)"
                                  R"("tiers":{"edge":0.5}})");
  evidence.theory.requests = 110;
  evidence.theory.simulated = 5.5e6;
  evidence.theory.half_width = 1e6;
  CHECK_THAT(figures_text(evidence), Catch::Contains(R"("covers":true)") &&
                                         Catch::Contains(R"("half_width_ns":1000000.0)") &&
                                         Catch::Contains(R"("simulated_ns":5500000.0)"));
  evidence.theory.simulated = 6.5e6;
  CHECK_THAT(figures_text(evidence), Catch::Contains(R"("covers":false)"));
}

TEST_CASE("A profile that is not bounded has null, a scenario that never ran has no text",
          "[trust]") {
  Evidence evidence;
  CHECK(figures_text(evidence).empty());
  evidence.tiers = {{"edge", 0.5, true}};
  evidence.profiles = {{"edge", 1, std::numeric_limits<double>::infinity(), true, true, false}};
  CHECK_THAT(figures_text(evidence), Catch::Contains(R"("profiles":{"edge":null})"));
}
