#include "scenarios/study/tables/setting_paths.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace tiersim;

TEST_CASE("Every setting of every tier and link has a path", "[setting_paths]") {
  const std::vector<std::string>& paths = setting_paths();
  CHECK(std::is_sorted(paths.begin(), paths.end()));
  for (const char* path : {"seed", "request.count", "tiers.cloud.cpu_share", "network.fidelity",
                           "links.client-mobile.bandwidth", "links.mobile-cloud.delay"}) {
    INFO(path);
    CHECK(std::binary_search(paths.begin(), paths.end(), path));
  }
}

TEST_CASE("A misspelt path leads to the one that was meant, part by part", "[setting_paths]") {
  CHECK(nearest_path("links.edge-cloud.bandwith") == "links.edge-cloud.bandwidth");
  CHECK(nearest_path("link.edge_cloud.bandwidth") == "links.edge-cloud.bandwidth");
  CHECK(nearest_path("request.cuont") == "request.count");
  CHECK(nearest_path("tiers.edge.cpu_share") == "tiers.edge.cpu_share");
  CHECK(nearest_path("links.edge-cloud.width").empty());  // four changes from "kind"
  CHECK(nearest_path("nothing.like.it").empty());
  CHECK(nearest_path("").empty());
}
