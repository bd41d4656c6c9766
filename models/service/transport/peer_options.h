#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "models/service/wire/address.h"

namespace tiersim::service {

/// Settings of all TCP connections of an endpoint.
struct PeerOptions {
  std::uint16_t endpoint{0};  ///< number of this endpoint in routes (RouteStop::endpoint)
  /// The address on which the endpoint listens. Port 0 means any free port. If it is not set, the
  /// endpoint accepts no connections.
  std::optional<Address> listen{};
  /// Linux's name of the congestion control of TCP, such as "cubic". If it is empty, the kernel
  /// chooses.
  std::string congestion_control{};
  /// While the endpoint has this many connections, it closes each new incoming connection at once.
  /// It still opens connections itself.
  std::size_t most_connections{16'384};
  /// Limit of the memory for received messages of one connection, in bytes. The endpoint does not
  /// read from a connection whose messages need more. Filler needs no memory.
  std::size_t most_stored{std::size_t{64} << 20};
  /// The endpoint closes a connection on which no byte has moved for this time, if the connection
  /// is still being opened, if it has carried no whole message yet, or if a message is incomplete
  /// or waits to be sent.
  std::chrono::milliseconds stall{std::chrono::seconds(60)};
  /// The endpoint closes an open connection on which no byte has moved for this time, even if no
  /// message is incomplete or waits.
  std::chrono::milliseconds idle{std::chrono::hours(1)};
};

}  // namespace tiersim::service
