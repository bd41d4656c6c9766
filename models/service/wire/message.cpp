#include "models/service/wire/message.h"

#include <algorithm>

namespace tiersim::service {

void turn_back(WireMessage& message, std::uint16_t own_endpoint, Status status,
               const std::string& reason) {
  std::vector<RouteStop>& route = message.route;
  const auto again = std::find_if(route.begin(), route.end(), [&](const RouteStop& stop) {
    return stop.endpoint == own_endpoint;
  });
  route.erase(route.begin(), again == route.end() ? route.end() - 1 : again + 1);
  route.erase(std::remove_if(route.begin(), route.end(),
                             [](const RouteStop& stop) { return stop.action == Action::compute; }),
              route.end());
  message.type = MessageType::answer;
  message.status = status;
  message.prediction = -1;
  message.content.assign(reason.begin(), reason.end());
  message.wire_bytes = 0;
}

}  // namespace tiersim::service
