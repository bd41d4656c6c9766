#include "scenarios/run/scenario/routes.h"

#include <catch2/catch.hpp>

using namespace tiersim;

TEST_CASE(
    "Each scenario has its own route, and equal routes are kept once, also if relays are swept",
    "[routes]") {
  const ExpandedStudy study = expand(Document::parse(R"(tiersim: 1
subjects: [wide_resnet_mini]
operators: [identity, sptq, sptq+partition]
deployments: [mobile, cloud, mobile-edge]
tiers: {mobile: {}, edge: {}, cloud: {}}
links:
  mobile-edge: {bandwidth: 200 Mbps, delay: 1 ms}
  edge-cloud: {bandwidth: 1 Mbps, delay: 10 ms}
sweep: {relay: [routed, store-and-forward], links.edge-cloud.bandwidth: [1 Mbps, 2 Mbps]}
)",
                                                     "study.yaml"));
  const Routes routes(study);
  // 5 scenarios at each of 4 points. Routed, the 3 deployments have a route each, at both
  // bandwidths; relays make 3 more at each of two points.
  REQUIRE(study.scenarios.size() == 20);
  CHECK(routes.different().size() == 3 + 2 * 3);
  for (std::size_t id = 0; id < study.scenarios.size(); ++id)
    CHECK(routes.of(id) == route_of_scenario(study, id));
  // 4 parts of a message each way and 3 of a stage; a relay makes two messages of one.
  const auto parts_to_cloud = [&](bool relayed) {
    for (std::size_t id = 0; id < study.scenarios.size(); ++id) {
      const ScenarioPlan& plan = study.scenarios[id];
      if (plan.deployment == "cloud" && study.points[plan.point].study.store_and_forward == relayed)
        return routes.of(id).size();
    }
    return std::size_t{0};
  };
  CHECK(parts_to_cloud(false) == 4 + 3 + 4);
  CHECK(parts_to_cloud(true) == 8 + 3 + 8);
}
