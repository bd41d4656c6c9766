#include "network/emulation/links_between.h"

#include <set>

namespace tiersim {

Topology links_between(const Topology& topology,
                       const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
  std::set<std::size_t> used;
  for (const auto& [from, to] : pairs)
    for (const Topology::Hop& hop : topology.path(from, to)) used.insert(hop.link);
  Topology part{topology.places, {}};
  for (const std::size_t link : used) part.links.push_back(topology.links[link]);
  return part;
}

}  // namespace tiersim
