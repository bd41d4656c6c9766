#include "scenarios/run/scenario/request_path.h"

#include <vector>

namespace tiersim {
namespace {

Journey relayed_journey(const Topology& topology, const std::string& origin,
                        const std::vector<std::string>& tiers) {
  Journey journey;
  std::size_t at = topology.place(origin);
  const auto pass_places_before = [&](std::size_t place) {
    for (const Topology::Hop& hop : topology.path(at, place)) {
      const TopologyLink& link = topology.links[hop.link];
      at = hop.up ? link.far : link.near;
      if (at != place) journey.push_back({topology.places[at]});
    }
  };
  for (std::size_t stage = 0; stage < tiers.size(); ++stage) {
    pass_places_before(topology.place(tiers[stage]));
    journey.push_back({tiers[stage], static_cast<int>(stage)});
  }
  pass_places_before(topology.place(origin));
  return journey;
}

}  // namespace

RequestPath request_path(const Study& study, const std::string& deployment) {
  RequestPath path;
  path.origin = origin_of(study);
  path.topology = topology_of(study);
  const std::vector<std::string> tiers = tiers_of(deployment);
  path.journey = study.store_and_forward ? relayed_journey(path.topology, path.origin, tiers)
                                         : direct_journey(tiers);
  return path;
}

}  // namespace tiersim
