#pragma once

#include <cstdint>
#include <functional>

#include "sim/clock.h"

namespace tiersim {

/// Carries one client's messages between two places, both ways. The bytes are ns-3's virtual
/// payload: they have no content.
class Connection {
 public:
  virtual ~Connection() = default;

  /// `delivered` runs when the last byte has arrived. `ready` is the time since which the sender
  /// could send.
  virtual void send(bool from_client, std::uint64_t size,
                    std::function<void(SimTime ready)> delivered) = 0;

  /// Both ends stop sending and forget what has not arrived.
  virtual void close() = 0;

  /// Whether an end has given up, so that nothing that is sent from now on arrives.
  virtual bool broken() const = 0;
};

}  // namespace tiersim
