#include "models/service/client/plan_route.h"

#include <set>
#include <utility>

namespace tiersim::service {
namespace {

std::uint64_t bytes_of(const Leg& leg, const MessageSizes& sizes) {
  const Bytes bytes = leg.message == 0                      ? sizes.payload
                      : leg.message <= sizes.between.size() ? sizes.between[leg.message - 1]
                                                            : sizes.answer;
  return static_cast<std::uint64_t>(bytes.value);
}

RouteStop stop_at(const Endpoint& endpoint, Action action) {
  RouteStop stop;
  stop.endpoint = endpoint.number;
  stop.address = endpoint.address;
  stop.action = action;
  return stop;
}

}  // namespace

std::string Endpoints::place_of(std::uint16_t number) const {
  if (number == client.number) return origin;
  for (const auto& [place, endpoint] : tiers)
    if (endpoint.number == number) return place;
  return "";
}

RoutePlan plan_route(const std::vector<Leg>& legs, const Endpoints& endpoints,
                     const MessageSizes& sizes) {
  RoutePlan plan;
  // Two endpoints have one connection. A message goes back over the connection that is there.
  std::set<std::pair<std::uint16_t, std::uint16_t>> connected;
  std::uint16_t at = endpoints.client.number;
  const auto move_to = [&](const Endpoint& endpoint, Action action) {
    connected.insert({at, endpoint.number});
    connected.insert({endpoint.number, at});
    at = endpoint.number;
    plan.route.push_back(stop_at(endpoint, action));
  };
  if (!legs.empty() && legs[0].is_message) plan.first_bytes = bytes_of(legs[0], sizes);
  for (std::size_t i = 0; i < legs.size(); ++i) {
    const Leg& leg = legs[i];
    const bool is_last = i + 1 == legs.size();
    if (!leg.is_message) {
      const Endpoint& tier = endpoints.tiers.at(leg.from);
      if (at != tier.number || plan.route.empty()) move_to(tier, Action::compute);
      RouteStop& stop = plan.route.back();
      stop.action = Action::compute;
      stop.stage = static_cast<std::uint8_t>(leg.stage);
      if (!is_last) stop.sends = bytes_of(legs[i + 1], sizes);
    } else if (!is_last || leg.to != endpoints.origin) {
      move_to(endpoints.tiers.at(leg.to), Action::pass);
    } else if (const auto tier = endpoints.tiers.find(leg.to);
               tier != endpoints.tiers.end() && connected.count({at, tier->second.number}) > 0) {
      move_to(tier->second, Action::pass);
    }
  }
  move_to(endpoints.client, Action::deliver);
  return plan;
}

}  // namespace tiersim::service
