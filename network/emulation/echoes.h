#pragma once

#include <cstdint>
#include <vector>

#include "network/emulation/host.h"
#include "sim/base/quantity.h"

namespace tiersim {

constexpr std::int64_t kEchoPayload = 64;  ///< bytes of UDP payload

/// What became of small UDP datagrams and their echoes.
struct Echoes {
  std::int64_t sent{0};      ///< from the near host
  std::int64_t echoed{0};    ///< arrived at the far host and were sent back
  std::int64_t returned{0};  ///< arrived at the near host
  /// Median of those that returned: from sending until the kernel had the echo, without the time
  /// that the far host needed to wake up and to answer. So it is the time of the link alone.
  Duration round_trip{0};

  Fraction loss_up() const { return lost(sent, echoed); }
  Fraction loss_down() const { return lost(echoed, returned); }

 private:
  static Fraction lost(std::int64_t sent, std::int64_t arrived) {
    return {sent > 0 ? 1 - static_cast<double>(arrived) / static_cast<double>(sent) : 1};
  }
};

/// Sends `count` datagrams, one each `interval`, and waits `patience` for the last echo.
Echoes measure_echoes(const Host& near, const Host& far, std::int64_t count, Duration interval,
                      Duration patience);

}  // namespace tiersim
