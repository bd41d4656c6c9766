#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/service/wire/message.h"
#include "sim/base/quantity.h"
#include "sim/journey.h"

namespace tiersim::service {

/// A process that sends and receives messages of requests: the process of the clients or a tier
/// service.
struct Endpoint {
  std::uint16_t number{0};  ///< its number in routes (RouteStop::endpoint)
  Address address;          ///< address and port on which it listens
};

/// The endpoints of an emulated scenario. Each place that computes a stage or relays messages has a
/// tier service.
struct Endpoints {
  std::string origin;                     ///< name of the place at which the clients are
  Endpoint client;                        ///< the process of the clients
  std::map<std::string, Endpoint> tiers;  ///< the tier services; the key is the name of the place

  /// Returns the name of the place at which the endpoint with this number is. Returns "" if there
  /// is no such endpoint.
  std::string place_of(std::uint16_t number) const;
};

/// The sizes of the messages of one request in the simulated scenario.
struct MessageSizes {
  Bytes payload;               ///< size of the message from the origin to the first stage
  std::vector<Bytes> between;  ///< sizes of the messages from each stage to the next
  Bytes answer;                ///< size of the message from the last stage to the origin
};

/// The route of a request: its stops in the order of time. `first_bytes` is the size of the message
/// to its first stop, in bytes.
struct RoutePlan {
  std::vector<RouteStop> route;
  std::uint64_t first_bytes{0};
};

/// Returns the route of a request through the endpoints of a scenario. `legs` are the messages and
/// stages of the simulated request in the order of time (legs_of()); `sizes` are the sizes of its
/// messages. A message between two processes of one place gets the size 0, which means that it has
/// no filler, because the simulation has no such message. Throws std::out_of_range if `endpoints`
/// lack a tier service that the legs need.
RoutePlan plan_route(const std::vector<Leg>& legs, const Endpoints& endpoints,
                     const MessageSizes& sizes);

}  // namespace tiersim::service
