#include "scenarios/goal/sentences.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tiersim;

namespace {

const std::vector<Criterion> kAsked{{"p99", "ns", 150e6, false, 0.99}};
const SweptColumn kBandwidth{"edge-cloud.bandwidth", "bit/s"}, kShare{"edge.cpu_share", "1"};

/// A scenario whose requests all take `ms`.
GoalCandidate made(const std::string& name, double ms, std::vector<SweptCell> swept,
                   const std::vector<Criterion>& criteria = kAsked, double accuracy = NAN) {
  GoalCandidate candidate{"net", name, name.substr(name.find(" on ") + 4), true, {}, {}, swept};
  for (const Criterion& criterion : criteria)
    candidate.figures.push_back(criterion.quantile > 0 ? Figure{ms * 1e6, ms * 1e6, ms * 1e6}
                                                       : Figure{accuracy});
  candidate.judgement = judge(criteria, candidate.figures);
  return candidate;
}

std::vector<std::string> lines(const CandidateTable& table, const std::string& prefer = "") {
  return goal_sentences(table, kAsked, prefer);
}

}  // namespace

TEST_CASE("The answer says from which value on a goal is met", "[goal]") {
  const CandidateTable table{
      {kBandwidth},
      {made("whole on cloud", 300, {1e6}), made("whole on cloud", 150, {1e7}),
       made("whole on cloud", 100, {1e8})}};
  CHECK(lines(table) == std::vector<std::string>{
                            "net: p99 at most 150 ms is surely met from edge-cloud.bandwidth 10 "
                            "Mbps on: whole on cloud (p99 150 ms to 100 ms)."});
}

TEST_CASE("Values are in ascending order, whatever the order of the file", "[goal]") {
  const SweptColumn delay{"edge-cloud.delay", "ns"};
  const CandidateTable table{
      {delay},
      {made("whole on cloud", 190, {30e6}), made("whole on cloud", 150, {10e6}),
       made("whole on cloud", 130, {1e6})}};
  CHECK(lines(table)[0] ==
        "net: p99 at most 150 ms is surely met up to edge-cloud.delay 10 ms: whole on cloud (p99 "
        "130 ms to 150 ms).");
}

TEST_CASE("The preferred tier comes first, alone before together with others", "[goal]") {
  const CandidateTable table{{},
                             {made("split on mobile-edge", 120, {}),
                              made("whole on mobile", 140, {}), made("whole on edge", 50, {})}};
  CHECK(lines(table)[0] == "net: p99 at most 150 ms is surely met: whole on edge (p99 50 ms).");
  CHECK(lines(table, "mobile")[0] ==
        "net: p99 at most 150 ms is surely met: whole on mobile, as preferred (p99 140 ms).");
  CHECK(preference_rank("mobile-edge", "mobile") == 1);
  CHECK(preference_rank("edge", "mobile") == 2);
}

TEST_CASE("What comes closest is named with what it lacks", "[goal]") {
  const std::vector<Criterion> both{kAsked[0], {"accuracy", "1", 0.9, true}};
  // cloud: 182 ms are 21 % beyond 150 ms. edge: 60 % are 33 % of 90 % below it.
  const CandidateTable table{
      {}, {made("whole on edge", 100, {}, both, 0.6), made("whole on cloud", 182, {}, both, 0.95)}};
  CHECK(goal_sentences(table, both, "")[0] ==
        "net: p99 at most 150 ms and accuracy at least 90 % are probably not met: closest is whole "
        "on cloud (p99 is 182 ms instead of 150 ms).");
  const CandidateTable unknown{{}, {made("whole on edge", 100, {}, both)}};
  CHECK(goal_sentences(unknown, both, "")[0] ==
        "net: p99 at most 150 ms and accuracy at least 90 % are probably not met: closest is whole "
        "on edge (accuracy is unknown).");
}

TEST_CASE("Scenarios that are not valid are no answer and are counted", "[goal]") {
  CandidateTable table{{kBandwidth},
                       {made("whole on cloud", 50, {1e6}), made("whole on cloud", 100, {1e7})}};
  table.candidates[0].is_usable = false;
  CHECK(
      lines(table)[0] ==
      "net: p99 at most 150 ms is surely met from edge-cloud.bandwidth 10 Mbps on: whole on cloud "
      "(p99 100 ms). No scenario is valid at 1 of 2 values of edge-cloud.bandwidth.");
  table.candidates[1].is_usable = false;
  CHECK(lines(table)[0] ==
        "net: no scenario is valid, so nothing can be said about p99 at most 150 ms.");
}

TEST_CASE("Other paths are held, and zipped ones change together", "[goal]") {
  CandidateTable table{{kBandwidth, {"edge-cloud.delay", "ns"}, kShare}, {}};
  for (const double share : {0.25, 1.0})
    for (const double mbps : {1.0, 10.0, 100.0})
      table.candidates.push_back(
          made("whole on edge", share < 1 ? 200 : 100, {mbps * 1e6, 1e6 / mbps, share}));
  CHECK(column_along(table) == 0);
  CHECK(lines(table) ==
        std::vector<std::string>{
            "net at edge.cpu_share 0.25: p99 at most 150 ms is surely not met: closest is whole on "
            "edge at edge-cloud.bandwidth 1 Mbps (p99 is 200 ms instead of 150 ms).",
            "net at edge.cpu_share 1: p99 at most 150 ms is surely met at every "
            "edge-cloud.bandwidth: whole on edge (p99 100 ms)."});
}

TEST_CASE("A long sweep over texts or seeds has few lines", "[goal]") {
  CandidateTable table{{{"seed", "1"}}, {}};
  for (int seed = 0; seed < 9; ++seed)
    table.candidates.push_back(made("whole on edge", 100, {double(seed)}));
  CHECK_FALSE(column_along(table));
  CHECK(lines(table).size() == kMostLines + 1);
  CHECK(lines(table).back() ==
        "net: 3 more combinations of swept values; 3 of them meet the goal somewhere.");
}
