#pragma once

#include <functional>
#include <string>

#include "sim/quantity.h"

namespace tiersim {

/// Moves messages between places on the simulated clock.
class NetworkModel {
 public:
  virtual ~NetworkModel() = default;

  /// Sends `size` bytes (at least one) from one place to another; `delivered` runs when the last
  /// byte has arrived. Messages of one pair and direction arrive in the order they were sent.
  virtual void send(const std::string& from, const std::string& to, Bytes size,
                    std::function<void()> delivered) = 0;

  /// Forgets every connection: the next message of each pair pays for a new one.
  virtual void close_connections() = 0;
};

}  // namespace tiersim
