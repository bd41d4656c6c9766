#pragma once

#include <functional>
#include <string>

#include "sim/base/quantity.h"

namespace tiersim {

/// The time of one message, from send() until its last byte has arrived, split into four parts. The
/// parts add up to that time exactly. No part is negative.
struct MessageTimes {
  Duration connect{0};  ///< time from send() until the connection of the message was open
  /// Time to put all packets of the message on the path's slowest link, and its last packet on each
  /// of the other links.
  Duration transmission{0};
  Duration propagation{0};  ///< time in flight on all links of the path
  /// The total time minus the other three parts. It is the time in which the message waited for
  /// other traffic, for TCP's window and for retransmissions.
  Duration queueing{0};

  Duration total() const { return connect + transmission + propagation + queueing; }
};

/// A message from one place to another. `from` and `to` are numbers that NetworkModel::place()
/// returned.
struct Message {
  std::size_t from{0}, to{0};
  Bytes size{1};          ///< at least one byte
  std::size_t client{0};  ///< number of the client whose connection carries the message
};

/// Interface of a simulated network: it moves messages between places on the simulated clock.
class NetworkModel {
 public:
  virtual ~NetworkModel() = default;

  /// Returns the number of the place with this name. Throws std::out_of_range if there is no such
  /// place.
  virtual std::size_t place(const std::string& name) const = 0;

  /// Sends a message. Calls `delivered` with the parts of the message's time when its last byte has
  /// arrived. Never calls `delivered` if that byte cannot arrive. Messages of the same client from
  /// one place to another arrive in the order in which they were sent.
  virtual void send(const Message& message, std::function<void(const MessageTimes&)> delivered) = 0;

  /// Closes all connections of the client with this number (Message::client). Messages that are
  /// still on their way do not arrive. The next message of this client between two places opens a
  /// new connection, which takes time.
  virtual void close_connections(std::size_t client) = 0;
};

}  // namespace tiersim
