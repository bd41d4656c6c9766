#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/service/wire/message.h"
#include "sim/base/quantity.h"
#include "sim/journey.h"

namespace tiersim::service {

/// A process on the way of requests.
struct Endpoint {
  std::uint16_t number{0};
  Address address;
};

/// The processes of a scenario. A place needs a tier service if it computes or relays.
struct Endpoints {
  std::string origin;                     ///< the place of the client
  Endpoint client;                        ///< the process that asks
  std::map<std::string, Endpoint> tiers;  ///< by place

  /// The place of an endpoint; "" if there is none with this number.
  std::string place_of(std::uint16_t number) const;
};

/// Bytes of the messages of a request, as a scenario has them.
struct MessageSizes {
  Bytes payload;               ///< from the origin to the first stage
  std::vector<Bytes> between;  ///< from each stage to the next
  Bytes answer;
};

/// A route, and the size of the message that goes to its first stop.
struct RoutePlan {
  std::vector<RouteStop> route;
  std::uint64_t first_bytes{0};
};

/// The way of a request over the processes of a scenario. `legs` are those of the simulation
/// (legs_of()). A message between two processes of one place has no filler, because the simulation
/// has no such message. Throws std::out_of_range if a place has no tier service.
RoutePlan plan_route(const std::vector<Leg>& legs, const Endpoints& endpoints,
                     const MessageSizes& sizes);

}  // namespace tiersim::service
