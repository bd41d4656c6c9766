#pragma once

#include <memory>
#include <optional>

#include "network/link/rate_trace.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// Traffic that is not the study's, as UDP packets of 1472 bytes, over one link; over Wi-Fi, each
/// of the other stations'.
struct Background {
  BitsPerSecond up{0}, down{0};  ///< of its payload, while it is on
  Duration on{0}, off{0};        ///< means of exponential times; constant where either is 0
};

/// What joins two neighbours. "Up" leads away from where requests start, "down" back.
struct Link {
  enum class Kind {
    wire,  ///< full duplex
    wifi   ///< 802.11ac: the distance sets the rate; of the members below `queue`, `discipline`,
           ///< `distance`, `stations` and `background` are used
  };
  enum class Discipline { fifo, fq_codel };

  Kind kind{Kind::wire};
  BitsPerSecond up{100e6}, down{100e6};  ///< zero: nothing passes
  Duration delay{0};                     ///< propagation, one way, mean
  Duration jitter{0};                    ///< standard deviation of the delay
  Fraction loss{0};                      ///< of packets, each way
  double loss_burst{1};                  ///< mean number of packets lost in a row; 1: independently
  /// Packets that may wait, each way. From Linux's txqueuelen of 1000 on, a host's own: it never
  /// drops TCP of that host, as Linux never does (TCP small queues).
  std::int64_t queue{1000};
  Discipline discipline{Discipline::fifo};
  std::optional<Bytes> burst;  ///< token bucket: filled at `up`, `down`, holds so much; no traces
  BitsPerSecond peak{10e9};    ///< at which a bucket's tokens are spent
  std::shared_ptr<const RateTrace> up_trace, down_trace;  ///< in place of `up`, `down`
  double distance{5};                                     ///< Wi-Fi: metres
  int stations{0};  ///< Wi-Fi: others on the channel, each with `background`
  Background background;
};

}  // namespace tiersim
