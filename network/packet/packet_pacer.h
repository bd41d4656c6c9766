#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "network/link/link_kind.h"

namespace tiersim {

/// Calculates when the packets of a sender may leave so that they never wait for one another on the
/// sender's own link. They leave one after the other at the link's rate, at the rate of its trace,
/// or at the peak rate of a token bucket for as long as the bucket has tokens.
class PacketPacer {
 public:
  explicit PacketPacer(Pace pace) : pace_(std::move(pace)) {}

  /// Returns the time, `now` or later, at which the next packet may leave. Empty if it never may.
  /// The packet has `bytes` bytes on the wire and counts as sent. Times count from the start of the
  /// link's trace.
  std::optional<Duration> leave(Duration now, std::int64_t bytes);

 private:
  const Pace pace_;
  Duration free_{0};  ///< time at which the previous packet has left completely
  /// The tokens that the bucket had at the time `filled_`, in bytes. A negative value means that no
  /// packet has left yet, so the bucket is full.
  double tokens_{-1};
  Duration filled_{0};  ///< time for which `tokens_` was calculated
};

}  // namespace tiersim
