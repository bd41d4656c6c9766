#include "sim/legs.h"

namespace tiersim {

std::vector<Leg> legs_of(const Journey& journey, const std::string& origin,
                         const NetworkModel& network) {
  std::vector<Leg> legs;
  std::string at = origin;
  std::size_t message = 0, part = 0;
  const auto move_to = [&](const std::string& place) {
    if (place == at) return;
    Leg leg;
    leg.is_message = true;
    leg.from = network.place(at);
    leg.to = network.place(place);
    leg.message = message;
    leg.part = part;
    legs.push_back(leg);
    part += 4;
    at = place;
  };
  for (const Stop& stop : journey) {
    move_to(stop.place);
    if (stop.stage < 0) continue;
    Leg leg;
    leg.stage = static_cast<std::size_t>(stop.stage);
    leg.part = part;
    legs.push_back(leg);
    part += 3;
    message = leg.stage + 1;
  }
  move_to(origin);
  return legs;
}

}  // namespace tiersim
