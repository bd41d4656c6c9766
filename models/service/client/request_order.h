#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// A request that a client sends.
struct RequestOrder {
  std::uint32_t client{0};       ///< whose connections carry it
  bool own_connection{false};    ///< opens connections for this request alone
  bool warm_up{false};           ///< opens connections and their windows; nothing is computed
  std::int64_t sample{-1};       ///< item of the test set
  std::vector<RouteStop> route;  ///< from the first endpoint to this client (plan_route())
  std::uint64_t payload{0};      ///< bytes of the first message on its connection
  std::int64_t scheduled{0};     ///< monotonic_now() when it was due; 0: now
  std::chrono::nanoseconds timeout{0};  ///< the client gives up after this time; 0: never
};

/// How a request ended, as its client sees it.
enum class RequestEnd {
  answered,     ///< with a prediction, if the model classifies
  dropped,      ///< the waiting line of a tier was full
  failed,       ///< a tier could not compute
  unreachable,  ///< a tier could not reach the next one
  refused,      ///< the client could not open a connection
  reset,        ///< a connection of the client broke, or a peer closed it
  timeout       ///< the client gave up
};
const char* name_of(RequestEnd end);

/// What became of a request.
struct RequestReport {
  std::uint64_t request{0};  ///< as Client::send() returned it
  RequestEnd end{RequestEnd::answered};
  std::string problem;        ///< why it was not answered; empty if it was
  std::int64_t scheduled{0};  ///< CLOCK_MONOTONIC, nanoseconds
  std::int64_t finished{0};   ///< when the answer was read, or when the client learnt of the end
  std::int32_t prediction{-1};
  /// Of the client that sent, the endpoints on the way, and the client that received. Only the
  /// first if no answer came.
  std::vector<Stamps> stamps;
};

}  // namespace tiersim::service
