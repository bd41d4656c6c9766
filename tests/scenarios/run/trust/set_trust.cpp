#include "scenarios/run/trust/set_trust.h"

#include <catch2/catch.hpp>

using namespace tiersim;

TEST_CASE("A scenario gets the word, the reason and the figures", "[trust]") {
  Evidence evidence;
  evidence.tiers = {{"edge", 0.8, true}};
  ScenarioRecord scenario;
  set_trust(evidence, scenario);
  CHECK(scenario.trust == "fair");
  CHECK(scenario.trust_reason == "edge is busy 80 % of the time");
  CHECK(scenario.trust_figures == R"({"links":{},"tiers":{"edge":0.8}})");
}

TEST_CASE("A scenario that is not ok has no trust, and its own reason", "[trust]") {
  ScenarioRecord scenario;
  scenario.status = "invalid";
  scenario.reason = "overload: edge";
  set_trust({}, scenario);
  CHECK(scenario.trust == "no");
  CHECK(scenario.trust_reason == "overload: edge");
  scenario.status = "failed";
  scenario.reason = "";
  set_trust({}, scenario);
  CHECK(scenario.trust_reason == "the scenario is failed");
}
