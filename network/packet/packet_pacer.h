#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "network/link/link_kind.h"

namespace tiersim {

/// When a sender's packets may leave so that they never wait for one another on its own link: one
/// after the other at the link's rate, at its trace's rate, or at the peak rate of a token bucket
/// for as long as it has tokens.
class PacketPacer {
 public:
  explicit PacketPacer(Pace pace) : pace_(std::move(pace)) {}

  /// The time, `now` or later, at which a packet of so many bytes on the wire may leave; none if it
  /// never may. Times count from when the simulation, and so the trace, began.
  std::optional<Duration> leave(Duration now, std::int64_t bytes);

 private:
  const Pace pace_;
  Duration free_{0};   ///< when the last packet has left
  double tokens_{-1};  ///< bytes at `filled_`; below zero: the bucket is still full
  Duration filled_{0};
};

}  // namespace tiersim
