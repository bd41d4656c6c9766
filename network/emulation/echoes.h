#pragma once

#include <cstdint>
#include <vector>

#include "network/emulation/host.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// The payload of each datagram of measure_echoes(), in bytes.
constexpr std::int64_t kEchoPayload = 64;

/// The result of measure_echoes(). The near host sends small UDP datagrams to the far host, which
/// sends each of them back as an echo.
struct Echoes {
  std::int64_t sent{0};      ///< datagrams that the near host sent
  std::int64_t echoed{0};    ///< datagrams that arrived at the far host, which sent them back
  std::int64_t returned{0};  ///< echoes that arrived at the near host
  /// Median round trip of the echoes that returned; zero if none did. A round trip lasts from
  /// sending the datagram until the kernel of the near host had the echo. The time from the arrival
  /// of the datagram at the far host until the far host sent the echo is subtracted.
  Duration round_trip{0};

  /// The share of the datagrams that did not arrive at the far host.
  Fraction loss_up() const { return lost(sent, echoed); }
  /// The share of the echoes that did not return to the near host. It is 1 if the far host sent
  /// none.
  Fraction loss_down() const { return lost(echoed, returned); }

 private:
  static Fraction lost(std::int64_t sent, std::int64_t arrived) {
    return {sent > 0 ? 1 - static_cast<double>(arrived) / static_cast<double>(sent) : 1};
  }
};

/// Sends `count` datagrams from `near` to `far`, one every `interval`, and receives their echoes.
/// Returns when all echoes have returned, or at the latest `patience` after `count` intervals.
/// Throws std::system_error if a socket cannot be opened.
Echoes measure_echoes(const Host& near, const Host& far, std::int64_t count, Duration interval,
                      Duration patience);

}  // namespace tiersim
