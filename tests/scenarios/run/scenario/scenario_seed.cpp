#include "scenarios/run/scenario/scenario_seed.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace tiersim;

namespace {

/// The seeds of the scenarios of a study with this sweep, in order.
std::vector<std::uint64_t> seeds_of(const std::string& sweep) {
  const ExpandedStudy study = expand(Document::parse(R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity]
deployments: [edge]
tiers: {mobile: {}, edge: {}}
links: {mobile-edge: {bandwidth: 10 Mbps, delay: 1 ms}}
sweep: {)" + sweep + "}\n",
                                                     "study.yaml"));
  std::vector<std::uint64_t> seeds;
  for (const ScenarioPlan& plan : study.scenarios) {
    const SweepPoint& point = study.points[plan.point];
    seeds.push_back(scenario_seed(point.study.seed, plan, point.values));
  }
  return seeds;
}

}  // namespace

TEST_CASE("Equal values give equal seeds, however they are written", "[scenario_seed]") {
  const std::string path = "links.mobile-edge.";
  CHECK(seeds_of(path + "bandwidth: [1 Mbps, 0.1 Mbps]") ==
        seeds_of(path + "bandwidth: [1000 kbps, 100 kbps]"));
  CHECK(seeds_of(path + "delay: [1 ms, 2 s]") == seeds_of(path + "delay: [1000 us, 2000 ms]"));
  CHECK(seeds_of(path + "loss: [1 %]") == seeds_of(path + "loss: [1.0 %]"));
}

TEST_CASE("Different values, paths and study seeds give different seeds", "[scenario_seed]") {
  std::set<std::uint64_t> seeds;
  std::size_t count = 0;
  for (const char* sweep :
       {"links.mobile-edge.bandwidth: [1 Mbps, 2 Mbps, 1 Gbps]",
        "links.mobile-edge.up: [1 Mbps, 1.0000001 Mbps]", "links.mobile-edge.delay: [1 ms, 2 ms]",
        "relay: [routed, store-and-forward]", "seed: [1, 2, 3]"}) {
    for (const std::uint64_t seed : seeds_of(sweep)) {
      seeds.insert(seed);
      ++count;
    }
  }
  CHECK(seeds.size() == count);
}

TEST_CASE("A value that is added to a sweep changes no other scenario's seed", "[scenario_seed]") {
  const auto two = seeds_of("links.mobile-edge.bandwidth: [1 Mbps, 3 Mbps]"),
             three = seeds_of("links.mobile-edge.bandwidth: [1 Mbps, 2 Mbps, 3 Mbps]");
  CHECK(two[0] == three[0]);
  CHECK(two[1] == three[2]);
}
