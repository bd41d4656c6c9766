#pragma once

#include <functional>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// Where the time of one message went, from send() until its last byte arrived. No part is
/// negative; they add up to that time exactly.
struct MessageTimes {
  Duration connect{0};       ///< until its connection was open
  Duration transmission{0};  ///< what its packets take on the path's slowest link, and the last of
                             ///< them on the others
  Duration propagation{0};   ///< in flight
  Duration queueing{0};      ///< the rest: behind other traffic, for TCP's window, for
                             ///< retransmissions

  Duration total() const { return connect + transmission + propagation + queueing; }
};

/// What send() moves. Places are numbers that place() gave.
struct Message {
  std::size_t from{0}, to{0};
  Bytes size{1};          ///< at least one
  std::size_t client{0};  ///< whose connection carries it
};

/// Moves messages between places on the simulated clock.
class NetworkModel {
 public:
  virtual ~NetworkModel() = default;

  /// The number of a place; throws std::out_of_range for one that is not there.
  virtual std::size_t place(const std::string& name) const = 0;

  /// `delivered` runs when the last byte has arrived; never, where it cannot. Messages of one
  /// client, pair of places and direction arrive in the order they were sent.
  virtual void send(const Message& message, std::function<void(const MessageTimes&)> delivered) = 0;

  /// Forgets a client's connections: its next message of each pair pays for a new one.
  virtual void close_connections(std::size_t client) = 0;
};

}  // namespace tiersim
