#pragma once

#include <memory>
#include <optional>

#include "network/link/link_kind.h"
#include "network/link/rate_trace.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// Traffic over one link that is not the study's: UDP packets of 1472 bytes. Over Wi-Fi, each of
/// the other stations sends and receives so much.
struct Background {
  BitsPerSecond up{0}, down{0};  ///< of its payload, while it is on
  Duration on{0}, off{0};        ///< means of exponential times; constant traffic if either is 0
};

/// What joins two neighbours. "Up" leads away from where requests start, "down" back.
struct Link {
  enum class Discipline { fifo, fq_codel };

  const LinkKind* kind{&default_link_kind()};  ///< says which of these settings it takes
  BitsPerSecond up{100e6}, down{100e6};        ///< zero: nothing passes
  Duration delay{0};                           ///< propagation, one way, mean
  Duration jitter{0};                          ///< standard deviation of the delay
  Fraction loss{0};                            ///< of packets, each way
  double loss_burst{1};  ///< mean number of packets lost in a row; 1: independently
  /// Linux's txqueuelen, in packets. A shorter queue is taken for that of a modem or router, which
  /// drops whatever does not fit. One as long as this, or longer, is a host's own: it never drops
  /// TCP of that host, as Linux never does (TCP small queues).
  static constexpr std::int64_t kHostQueue = 1000;
  std::int64_t queue{kHostQueue};  ///< packets that may wait, each way
  Discipline discipline{Discipline::fifo};
  std::optional<Bytes> burst;  ///< a token bucket of this size, filled at `up`, `down`; no traces
  BitsPerSecond peak{10e9};    ///< at which a bucket's tokens are spent
  std::shared_ptr<const RateTrace> up_trace, down_trace;  ///< in place of `up`, `down`
  double distance{5};                                     ///< Wi-Fi: metres
  int stations{0};  ///< Wi-Fi: others on the channel, each with `background`
  Background background;
};

}  // namespace tiersim
