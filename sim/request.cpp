#include "sim/request.h"

namespace tiersim {

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok:
      return "ok";
    case Outcome::dropped:
      return "dropped";
    case Outcome::late:
      return "late";
    case Outcome::timeout:
      break;
  }
  return "timeout";
}

std::string Step::column() const {
  switch (kind) {
    case Kind::connect:
      return "connect_ns." + where;
    case Kind::transmission:
      return "transmission_ns." + where;
    case Kind::propagation:
      return "propagation_ns." + where;
    case Kind::network_queue:
      return "network_queue_ns." + where;
    case Kind::queue:
      return "queue_ns." + where;
    case Kind::load:
      return "load_ns." + where;
    case Kind::compute:
      break;
  }
  return "compute_ns." + where;
}

Route route_of(const Journey& journey, const std::string& origin) {
  Route route;
  std::string at = origin;
  const auto move_to = [&](const std::string& place) {
    if (place == at) return;
    for (const Step::Kind kind : {Step::Kind::connect, Step::Kind::transmission,
                                  Step::Kind::propagation, Step::Kind::network_queue})
      route.push_back({kind, at + "-" + place});
    at = place;
  };
  for (const Stop& stop : journey) {
    move_to(stop.place);
    if (stop.stage < 0) continue;
    for (const Step::Kind kind : {Step::Kind::queue, Step::Kind::load, Step::Kind::compute})
      route.push_back({kind, stop.place});
  }
  move_to(origin);
  return route;
}

Journey direct_journey(const std::vector<std::string>& tiers) {
  Journey journey;
  for (const std::string& tier : tiers) journey.push_back({tier, static_cast<int>(journey.size())});
  return journey;
}

}  // namespace tiersim
