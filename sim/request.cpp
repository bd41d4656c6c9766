#include "sim/request.h"

namespace tiersim {

std::string Step::column() const {
  switch (kind) {
    case Kind::network:
      return "network_ns." + where;
    case Kind::queue:
      return "queue_ns." + where;
    case Kind::load:
      return "load_ns." + where;
    case Kind::compute:
      break;
  }
  return "compute_ns." + where;
}

Route route_of(const std::vector<std::string>& tiers, const std::string& origin) {
  Route route;
  std::string at = origin;
  const auto move_to = [&](const std::string& place) {
    if (place != at) route.push_back({Step::Kind::network, at + "-" + place});
    at = place;
  };
  for (const std::string& tier : tiers) {
    move_to(tier);
    for (const Step::Kind kind : {Step::Kind::queue, Step::Kind::load, Step::Kind::compute}) {
      route.push_back({kind, tier});
    }
  }
  move_to(origin);
  return route;
}

}  // namespace tiersim
