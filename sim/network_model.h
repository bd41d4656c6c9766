#pragma once

#include <functional>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// Where the time of one message went, from send() until its last byte arrived. The parts add up to
/// that time exactly. No part is negative.
struct MessageTimes {
  Duration connect{0};       ///< until its connection was open
  Duration transmission{0};  ///< all its packets on the path's slowest link, and its last packet on
                             ///< the other links
  Duration propagation{0};   ///< in flight
  Duration queueing{0};      ///< the rest: waiting for other traffic, for TCP's window and for
                             ///< retransmissions

  Duration total() const { return connect + transmission + propagation + queueing; }
};

/// A message between two places. Places are numbers that place() returned.
struct Message {
  std::size_t from{0}, to{0};
  Bytes size{1};          ///< at least one
  std::size_t client{0};  ///< whose connection carries it
};

/// Moves messages between places on the simulated clock.
class NetworkModel {
 public:
  virtual ~NetworkModel() = default;

  /// The number of a place. Throws std::out_of_range if there is no such place.
  virtual std::size_t place(const std::string& name) const = 0;

  /// `delivered` runs when the last byte has arrived. It never runs if that cannot arrive. Messages
  /// of the same client from one place to another arrive in the order in which they were sent.
  virtual void send(const Message& message, std::function<void(const MessageTimes&)> delivered) = 0;

  /// Closes a client's connections. Its next message between two places pays for a new connection.
  virtual void close_connections(std::size_t client) = 0;
};

}  // namespace tiersim
