#pragma once

#include <cstdint>
#include <functional>

#include "sim/clock.h"

namespace tiersim {

/// Interface: a connection that carries the messages of one client between two places, in both
/// directions. The bytes are ns-3's virtual payload, which has no content.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Sends a message of `size` bytes. It goes from the end that opened the connection if
  /// `from_client` is true, otherwise from the other end. Calls `delivered` when the last byte has
  /// arrived. `ready` is the simulated time at which the connection became open for the sender.
  virtual void send(bool from_client, std::uint64_t size,
                    std::function<void(SimTime ready)> delivered) = 0;

  /// Closes both ends. Messages that have not arrived never arrive.
  virtual void close() = 0;

  /// Whether one end has given up the connection, for example because TCP has retried too often. No
  /// message that is sent from now on arrives.
  virtual bool broken() const = 0;
};

}  // namespace tiersim
