#include "scenarios/study/tables/goal.h"

#include <catch2/catch.hpp>

#include "scenarios/study/expand/expand.h"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

const std::string kStudy = R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [edge]
tiers: {edge: {}}
links: {mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms}}
)";

ExpandedStudy expanded(const std::string& rest, const Overrides& overrides = {}) {
  return expand(Document::parse(kStudy + rest, "s.yaml"), overrides);
}

Goal goal_of(const std::string& rest) { return expanded(rest).points[0].study.goal; }

std::string error_of(const std::string& rest, const Overrides& overrides = {}) {
  try {
    expanded(rest, overrides);
  } catch (const StudyError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("A goal has limits and a preferred tier", "[goal]") {
  const Goal goal = goal_of(
      "goal: {p99: 150 ms, p95: 0.1 s, median: 50 ms, accuracy: 90 %, energy: 5 mJ, prefer: edge}");
  CHECK(goal.p99 == Duration(150ms));
  CHECK(goal.p95 == Duration(100ms));
  CHECK(goal.median == Duration(50ms));
  CHECK(goal.accuracy->value == Approx(0.9));
  CHECK(goal.energy->value == Approx(0.005));
  CHECK(goal.prefer == "edge");
  CHECK(goal.is_asked());
}

TEST_CASE("A study without a goal does not mention one", "[goal]") {
  const ExpandedStudy study = expanded("");
  CHECK_FALSE(study.points[0].study.goal.is_asked());
  CHECK(study.expanded_yaml.find("goal") == std::string::npos);
}

TEST_CASE("The expanded study has the goal, and reads back to the same text", "[goal]") {
  const std::string text =
      expanded("goal: {accuracy: 90 %, p99: 1500 ms, energy: 5 mJ, prefer: edge}").expanded_yaml;
  CHECK(text.find("goal: {p99: 1.5 s, accuracy: 90 %, energy: 5 mJ, prefer: edge}\n") !=
        std::string::npos);
  CHECK(expand(Document::parse(text, "s.yaml")).expanded_yaml == text);
}

TEST_CASE("Each mistake in a goal is one line with its place and remedy", "[goal]") {
  CHECK(error_of("goal: {}") ==
        "s.yaml:7:7: goal: has no limit (add e.g. p99: 150 ms, or leave the goal out)");
  CHECK(error_of("goal: {prefer: edge}") ==
        "s.yaml:7:7: goal: has no limit (add e.g. p99: 150 ms, or leave the goal out)");
  CHECK(error_of("goal: {accuracy: 101 %}") ==
        "s.yaml:7:18: goal.accuracy: 101 % is out of range (use 0.01 % to 100 %)");
  CHECK(error_of("goal: {p99: 150}") ==
        "s.yaml:7:13: goal.p99: \"150\" has no unit (write e.g. \"150 ms\")");
  CHECK(error_of("goal: {p99: 0 ms}") ==
        "s.yaml:7:13: goal.p99: 0 ns is out of range (use 1 ns to 86400 s)");
  CHECK(error_of("goal: {energy: 5 W}") ==
        "s.yaml:7:16: goal.energy: \"5 W\" has an unknown unit \"W\" (use one of mJ, J)");
  CHECK(error_of("goal: {p98: 150 ms}") ==
        "s.yaml:7:8: goal.p98: unknown key \"p98\" (did you mean \"p99\"?)");
  CHECK(error_of("goal: {p99: 1 s, prefer: moon}").rfind("s.yaml:7:26: goal.prefer: ", 0) == 0);
  CHECK(
      error_of("goal: {p99: 1 s, prefer: cloud}") ==
      "s.yaml:7:26: goal.prefer: no deployment computes on \"cloud\" (add cloud to deployments, or "
      "prefer a tier that is there)");
}

TEST_CASE("The command line sets a goal and cannot sweep it", "[goal]") {
  CHECK(expanded("", {{{"goal.p95", "20 ms"}}, {}}).points[0].study.goal.p95 == Duration(20ms));
  CHECK(error_of("sweep: {goal.p99: [1 s, 2 s]}")
            .find("\"goal.p99\" cannot be swept (sweep a tier's, link's or request's setting)") !=
        std::string::npos);
}
