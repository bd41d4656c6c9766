#include "scenarios/validate/compare/compare_scenario.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/validate/compare/rounds.h"

using namespace tiersim;

namespace {

std::string verdict(const ScenarioRounds& rounds, double budget = 0.05) {
  return name_of(compare_scenario(rounds, budget).verdict);
}

}  // namespace

TEST_CASE("A median past the budget is off, unless the emulation repeats itself no better",
          "[compare_scenario]") {
  const ScenarioRound hundred = round_of_ms({100, 100, 100});
  // (100 - 104) / 104 = 3.8 %; (100 - 106) / 106 = 5.7 %.
  const ScenarioRound near = round_of_ms({104, 104, 104}), far = round_of_ms({106, 106, 106});
  CHECK(verdict({{hundred, hundred}, {near, near}}) == "agrees");
  CHECK(verdict({{hundred, hundred}, {far, far}}) == "off");
  CHECK(verdict({{hundred, hundred}, {far, far}}, 0.06) == "agrees");
  // Medians of the rounds 102 and 111, of both together 106.5: 6.1 % off, 9 / 106.5 = 8.5 %
  // repeatable. The p95 is 111: 9.9 % off, which is within twice the budget.
  const ScenarioRound low = round_of_ms({102, 102, 102}), high = round_of_ms({111, 111, 111});
  CHECK(verdict({{hundred, hundred}, {low, high}}) == "within noise");
}

TEST_CASE("A tail may be off by twice the budget", "[compare_scenario]") {
  const ScenarioRound simulated = round_of_ms({100, 100, 100, 100, 100});
  // p95 is at position 3.8: 100 + 0.8 * (x - 100). 111 gives 108.8, error 8.1 %; 115 gives 112,
  // error 10.7 %.
  const ScenarioRound near = round_of_ms({100, 100, 100, 100, 111});
  const ScenarioRound far = round_of_ms({100, 100, 100, 100, 115});
  CHECK(verdict({{simulated}, {near}}) == "agrees");
  CHECK(verdict({{simulated}, {far}}) == "off");
}

TEST_CASE("The verdict names a part, and an invalid scenario its half, round and reason",
          "[compare_scenario]") {
  const ScenarioRound hundred = round_of_ms({100, 100, 100}), far = round_of_ms({120, 120, 120});
  const ComparedScenario off = compare_scenario({{hundred, hundred}, {far, far}}, 0.05);
  CHECK(off.blame == "compute_ns.edge");
  CHECK(off.is_valid());

  ScenarioRound bad = far;
  bad.problem = "invalid: edge computed with 40.0 % of a core instead of 50.0 %";
  const ComparedScenario invalid = compare_scenario({{hundred, hundred}, {far, bad}}, 0.05);
  CHECK(std::string(name_of(invalid.verdict)) == "invalid");
  CHECK(invalid.problem == "emulated, round 2: " + bad.problem);
  CHECK(invalid.median.error == Approx(-20.0 / 120));  // the figures are there all the same
  CHECK(invalid.blame == "compute_ns.edge");

  const ComparedScenario none = compare_scenario({{round_of_ms({})}, {hundred}}, 0.05);
  CHECK(none.problem == "simulated, round 1: no request was answered");
}
