#pragma once

#include <cstdint>
#include <optional>

#include "network/link/link.h"

namespace tiersim {

/// When a sender's packets may leave so that they never wait for one another on its own link: one
/// after the other at its rate, at its trace's, or at a bucket's peak for as long as it has tokens.
class PacketPacer {
 public:
  PacketPacer(const Link& link, bool up) : link_(link), up_(up) {}

  /// The time at which a packet of so many bytes on the wire may leave, `now` or later; none where
  /// it never may. Times count from when the simulation, and so the trace, began.
  std::optional<Duration> leave(Duration now, std::int64_t bytes);

 private:
  const Link link_;
  const bool up_;
  Duration free_{0};   ///< when the last packet has left
  double tokens_{-1};  ///< bytes at `filled_`; below zero: the bucket is as yet full
  Duration filled_{0};
};

}  // namespace tiersim
