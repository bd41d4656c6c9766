#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/link/link_setting.h"
#include "network/link/rate_trace.h"
#include "sim/base/quantity.h"

namespace tiersim {

struct Link;
class PacketLink;
struct PacketLinkSite;

/// The rate at which a sender may put packets on a link so that they never wait for one another
/// there.
struct Pace {
  BitsPerSecond rate;                      ///< zero: no packet may be sent
  std::shared_ptr<const RateTrace> trace;  ///< if set, rates over time that replace `rate`
  std::optional<Bytes> burst;  ///< if set, size of a token bucket that is filled at `rate`
  BitsPerSecond peak;          ///< rate while the token bucket has tokens
};

/// Settings that several kinds of link may have. They are members of Link.
enum class LinkPart {
  rate,       ///< `up` and `down`
  trace,      ///< `up_trace` and `down_trace`, which replace the rate
  delay,      ///< `delay`; a study must write it
  jitter,     ///< `jitter`
  loss,       ///< `loss` and `loss_burst`
  bucket,     ///< `burst` and `peak`: a token bucket that is filled at the rate
  queue,      ///< `discipline` and `queue`
  background  ///< `background`
};

/// Interface: one kind of link, such as a wire or Wi-Fi. It says what a study may write of the
/// link, how long messages take on it, and how ns-3 simulates it.
///
/// Each kind is defined in one file in network/kinds and registered by one line of list.inc there.
/// The default implementations of this class fit a channel that stations share and whose capacity
/// is not known.
class LinkKind {
 public:
  virtual ~LinkKind() = default;

  // What a study may write, and how messages to the user name the kind:

  /// Returns the name of the kind as studies write it, such as "wifi".
  virtual std::string_view name() const = 0;
  /// The name in messages to the user: "Wi-Fi".
  virtual std::string_view title() const = 0;
  /// What the documentation of studies says of the kind: Markdown, sentences.
  virtual std::string_view meaning() const = 0;
  /// Whether a link of this kind may join only a client or a mobile device to its neighbour.
  virtual bool is_access_only() const { return true; }
  /// Returns the settings that the kind has in common with others, in the order in which studies
  /// are printed.
  virtual std::vector<LinkPart> parts() const = 0;
  /// Returns the settings that only this kind has. Their values are in Link::own.
  virtual std::vector<AnyLinkSetting> settings() const { return {}; }

  // What determines the time of a message. `up` selects the direction away from where requests
  // start.

  /// Returns the rate that packets have in the long run: of a token bucket the rate at which it is
  /// filled, of a trace its highest rate, of Wi-Fi the nominal rate. Zero if nothing passes.
  virtual BitsPerSecond long_run_rate(const Link& link, bool up) const = 0;
  /// Returns the mean rate over a long time; none if it is not known beforehand.
  virtual std::optional<BitsPerSecond> capacity(const Link&, bool /*up*/) const { return {}; }
  /// Whether the rate of the link is always zero in this direction, so that no byte ever passes.
  virtual bool is_closed(const Link&, bool /*up*/) const { return false; }
  /// Returns the mean propagation delay, one way.
  virtual Duration propagation(const Link& link) const = 0;
  /// Returns the time in which `bytes` pass the idle link, if they start at `start`, a time since
  /// its trace began. The last packet has `last` of these bytes. Returns zero if they never pass.
  virtual Duration transmission(const Link& link, bool up, std::int64_t bytes, std::int64_t last,
                                Duration start) const;
  /// Returns the rate at which a sender may send so that packets do not wait for one another on the
  /// link.
  virtual Pace pace(const Link& link, bool up) const = 0;

  // How the link is simulated:

  /// Whether AnalyticNetwork can simulate links of this kind.
  virtual bool has_closed_form() const { return false; }
  /// Whether one large segment may stand for several packets on links of this kind.
  virtual bool carries_large_segments() const { return false; }
  /// Whether the times of messages on this link depend on single packets, so that large segments
  /// would give wrong times.
  virtual bool needs_packets(const Link&) const { return true; }
  /// The simulated time that may pass without the end of a request before the simulation counts as
  /// stuck. The time that messages need is added to it. It is long because TCP retries for minutes.
  virtual Duration patience() const { return std::chrono::minutes(10); }
  /// Creates the link in ns-3, between the two nodes of `site`. Throws std::invalid_argument if the
  /// link cannot be simulated.
  virtual std::unique_ptr<PacketLink> install(const Link& link,
                                              const PacketLinkSite& site) const = 0;
};

/// Returns all kinds of links, in the order of network/kinds/list.inc. The first one is the kind of
/// a link whose kind the study does not name.
const std::vector<const LinkKind*>& link_kinds();

/// Returns the kind with this name(). Throws std::out_of_range if there is none.
const LinkKind& link_kind(std::string_view name);

/// Returns the time in which `bytes` pass at the constant rate `rate`. Returns zero if `rate` is
/// zero.
Duration transmission_time(double bytes, BitsPerSecond rate);

}  // namespace tiersim
