#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "models/service/wire/address.h"

namespace tiersim::service {

/// How an endpoint talks to the others.
struct PeerOptions {
  std::uint16_t endpoint{0};        ///< this process, as routes number it
  std::optional<Address> listen{};  ///< binds to this address alone; port 0: any that is free
  std::string
      congestion_control{};  ///< of TCP, as Linux names it ("cubic"); "": the kernel's choice
  std::size_t most_connections{16'384};  ///< more are refused
  /// A connection whose messages need more bytes of memory here stops being read. Filler needs
  /// none.
  std::size_t most_stored{std::size_t{64} << 20};
  /// A connection closes if it does not move a byte for so long in the middle of a message, or
  /// before its first message, or while it is being opened.
  std::chrono::milliseconds stall{std::chrono::seconds(60)};
  /// A connection closes if it carries no message for so long.
  std::chrono::milliseconds idle{std::chrono::hours(1)};
};

}  // namespace tiersim::service
