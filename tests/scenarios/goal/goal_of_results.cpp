#include "scenarios/goal/goal_of_results.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"

using namespace tiersim;
using namespace std::chrono_literals;

TEST_CASE("The goal is in the expanded study", "[goal]") {
  const Goal goal = goal_in("tiersim: 1\ngoal: {p99: 1.5 s, prefer: edge}\nseed: 1\n", "r.h5");
  CHECK(goal.p99 == Duration(1500ms));
  CHECK(goal.prefer == "edge");
  CHECK_FALSE(goal_in("tiersim: 1\n", "r.h5").is_asked());
  CHECK_FALSE(goal_in("", "r.h5").is_asked());
}

TEST_CASE("Merged studies have a goal only if they agree", "[goal]") {
  const std::string one = "goal: {p99: 1 s}\n", other = "goal: {p99: 2 s}\n";
  CHECK(goal_in(one + "---\n" + one, "r.h5").is_asked());
  CHECK_FALSE(goal_in(one + "---\n" + other, "r.h5").is_asked());
  CHECK_FALSE(goal_in(one + "---\nseed: 1\n", "r.h5").is_asked());
}

TEST_CASE("A damaged study is one line", "[goal]") {
  CHECK_THROWS_WITH(goal_in("goal: {", "r.h5"),
                    "r.h5: is damaged: its study is not YAML (run the study again)");
}
