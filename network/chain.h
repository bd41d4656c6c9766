#pragma once

#include <string>
#include <vector>

#include "network/link.h"

namespace tiersim {

/// Places in a row, each linked to the next: mobile, edge, cloud. Messages between places that are
/// not neighbours pass those between them, packet by packet.
struct Chain {
  std::vector<std::string> places;
  std::vector<Link> links;  ///< one fewer than places
};

}  // namespace tiersim
