#pragma once

#include <cstdint>
#include <functional>

#include "sim/clock.h"

namespace tiersim {

/// Carries one client's messages between two places, both ways. Only their sizes travel: the bytes
/// are ns-3's virtual payload.
class Connection {
 public:
  virtual ~Connection() = default;

  /// `delivered` is told since when the sender could send.
  virtual void send(bool from_client, std::uint64_t size,
                    std::function<void(SimTime ready)> delivered) = 0;

  /// Both ends stop sending and forget what has not arrived.
  virtual void close() = 0;

  /// Whether an end has given up: nothing sent from now on arrives.
  virtual bool broken() const = 0;
};

}  // namespace tiersim
