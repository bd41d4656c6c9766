#pragma once

#include <string>
#include <vector>

#include "network/link/link.h"

namespace tiersim {

/// A link of a topology, and the two places that it joins.
struct TopologyLink {
  std::size_t near, far;  ///< indices of places; `near` is nearer to where requests start
  Link link;
};

/// The places of a network in a row, and the links between them. The places are mobile, edge and
/// cloud, with client before them if requests start there. Two neighbours in the row may have no
/// link. A link may also join two places that are not neighbours, such as mobile and cloud.
struct Topology {
  std::vector<std::string> places;
  std::vector<TopologyLink> links;

  /// Returns the index in `places` of the place with this name. Throws std::out_of_range if there
  /// is no such place.
  std::size_t place(const std::string& name) const;

  /// One link of a path, and the direction in which the path passes it.
  struct Hop {
    std::size_t link;  ///< index in `links`
    bool up;           ///< from `near` to `far`
  };
  /// Returns the hops of the path with the fewest links from the place `from` to the place `to`,
  /// both indices in `places`; packets take this path. It is empty if both places are the same.
  /// Throws std::out_of_range if no links lead there or a place does not exist.
  std::vector<Hop> path(std::size_t from, std::size_t to) const;
};

}  // namespace tiersim
