#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// A request to be sent by Client::send().
struct RequestOrder {
  std::uint32_t client{0};     ///< number of the client that sends the request
  bool own_connection{false};  ///< whether the request opens connections of its own
  /// Whether the request only opens connections and lets their TCP congestion windows grow. Tiers
  /// then compute nothing.
  bool warm_up{false};
  std::int64_t sample{-1};       ///< index of the test item that the request carries
  std::vector<RouteStop> route;  ///< stops from the first tier to the client (plan_route())
  std::uint64_t payload{0};      ///< size of the first message on its connection, in bytes
  std::int64_t scheduled{0};     ///< time of monotonic_now() at which it is due; 0: now
  /// The client gives up when this time has passed since `scheduled`. 0 means never.
  std::chrono::nanoseconds timeout{0};
};

/// How a request ended from the view of its client.
enum class RequestEnd {
  answered,     ///< the answer came, after all stages were computed
  dropped,      ///< the queue of a tier was full
  failed,       ///< a tier could not compute a stage
  unreachable,  ///< a tier could not open a connection to the next stop
  refused,      ///< the client could not open a connection to the first stop
  reset,        ///< a connection of the client broke or was closed
  timeout       ///< no answer came within RequestOrder::timeout
};
/// Returns the name of `end`, such as "answered".
const char* name_of(RequestEnd end);

/// The result of one request, which Client reports when the request has ended.
struct RequestReport {
  std::uint64_t request{0};  ///< the number that Client::send() returned
  RequestEnd end{RequestEnd::answered};
  std::string problem;        ///< why it was not answered; empty if it was
  std::int64_t scheduled{0};  ///< when it was due, in nanoseconds of CLOCK_MONOTONIC
  /// When the client had read the answer, or noticed another end, in nanoseconds of
  /// CLOCK_MONOTONIC.
  std::int64_t finished{0};
  std::int32_t prediction{-1};  ///< class that the last stage predicted; -1: none
  /// The records of the client as sender, of each endpoint on the way, and of the client as
  /// receiver. If no message came back to the client, only the first record is there.
  std::vector<Stamps> stamps;
};

}  // namespace tiersim::service
