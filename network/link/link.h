#pragma once

#include <memory>
#include <optional>

#include "network/link/link_kind.h"
#include "network/link/link_setting.h"
#include "network/link/rate_trace.h"
#include "sim/base/quantity.h"

namespace tiersim {

/// The settings of background traffic over one link: traffic that does not belong to requests. It
/// is a stream of UDP packets with 1472 bytes of payload in each direction. On a Wi-Fi link, each
/// of the other stations sends and receives such a stream.
struct Background {
  BitsPerSecond up{0}, down{0};  ///< rate of the payload in each direction while the stream is on
  Duration on{0}, off{0};        ///< means of exponential times; always on if either is 0
};

/// The settings of a link between two places. The direction "up" leads away from the place where
/// requests start, "down" leads towards it. Several kinds of link may have the same settings, which
/// LinkPart names. Only those in `own` belong to one kind.
struct Link {
  enum class Discipline { fifo, fq_codel };

  const LinkKind* kind{link_kinds().front()};  ///< decides which of these settings have an effect
  BitsPerSecond up{100e6}, down{100e6};        ///< rate of each direction; zero: nothing passes
  Duration delay{0};                           ///< mean propagation delay, one way
  Duration jitter{0};                          ///< standard deviation of the propagation delay
  Fraction loss{0};      ///< probability that a packet is lost, in each direction
  double loss_burst{1};  ///< mean number of packets lost in a row; 1: losses are independent
  /// The length of a host's own queue, in packets: Linux's txqueuelen. A queue of this length or
  /// longer never drops TCP packets of the host itself, as Linux never does (TCP small queues). A
  /// shorter queue models that of a modem or router, which drops every packet that does not fit.
  static constexpr std::int64_t kHostQueue = 1000;
  std::int64_t queue{kHostQueue};           ///< most packets that may wait, in each direction
  Discipline discipline{Discipline::fifo};  ///< the order in which waiting packets are sent
  /// Size of a token bucket that is filled at the rate `up` or `down`. nullopt if the link has no
  /// token bucket. A link must not have both a token bucket and a trace.
  std::optional<Bytes> burst;
  BitsPerSecond peak{10e9};  ///< rate of the link while its token bucket has tokens
  /// The rates over time in each direction. `up_trace` replaces `up`, and `down_trace` replaces
  /// `down`; nullptr: no trace.
  std::shared_ptr<const RateTrace> up_trace, down_trace;
  Background background;
  LinkValues own;  ///< the settings that only its kind has
};

}  // namespace tiersim
