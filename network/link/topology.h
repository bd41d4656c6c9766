#pragma once

#include <string>
#include <vector>

#include "network/link/link.h"

namespace tiersim {

struct TopologyLink {
  std::size_t near, far;  ///< numbers of places; `near` is nearer to where requests start
  Link link;
};

/// Places and what joins them: client, mobile, edge and cloud in a row, and shortcuts.
struct Topology {
  std::vector<std::string> places;
  std::vector<TopologyLink> links;

  /// The number of a place. Throws std::out_of_range if there is no such place.
  std::size_t place(const std::string& name) const;

  /// One link of a path, and the direction in which it is passed.
  struct Hop {
    std::size_t link;
    bool up;
  };
  /// The hops of the path with the fewest links, which packets take. Throws std::out_of_range if no
  /// links lead there.
  std::vector<Hop> path(std::size_t from, std::size_t to) const;
};

}  // namespace tiersim
