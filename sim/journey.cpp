#include "sim/journey.h"

#include <iterator>

namespace tiersim {

Journey direct_journey(const std::vector<std::string>& tiers) {
  Journey journey;
  for (const std::string& tier : tiers) journey.push_back({tier, static_cast<int>(journey.size())});
  return journey;
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

std::vector<Leg> legs_of(const Journey& journey, const std::string& origin) {
  std::vector<Leg> legs;
  std::string at = origin;
  std::size_t message = 0, step = 0;
  const auto move_to = [&](const std::string& place) {
    if (place == at) return;
    legs.push_back({true, at, place, message, 0, step});
    step += std::size(kMessageSteps);
    at = place;
  };
  for (const Stop& stop : journey) {
    move_to(stop.place);
    if (stop.stage < 0) continue;
    const auto stage = static_cast<std::size_t>(stop.stage);
    legs.push_back({false, at, at, 0, stage, step});
    step += std::size(kStageSteps);
    message = stage + 1;
  }
  move_to(origin);
  return legs;
}

Route route_of(const Journey& journey, const std::string& origin) {
  Route route;
  for (const Leg& leg : legs_of(journey, origin)) {
    if (leg.is_message) {
      for (const Step::Kind kind : kMessageSteps) route.push_back({kind, leg.from + "-" + leg.to});
    } else {
      for (const Step::Kind kind : kStageSteps) route.push_back({kind, leg.from});
    }
  }
  return route;
}

}  // namespace tiersim
