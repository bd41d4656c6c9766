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
  std::optional<Bytes> burst;              ///< if set, size of a token bucket that fills at `rate`
  BitsPerSecond peak;                      ///< rate while the token bucket has tokens
};

/// Groups of settings that several kinds of link may have. The values of these settings are members
/// of Link; each comment names the members of its group.
enum class LinkPart {
  rate,       ///< `up` and `down`
  trace,      ///< `up_trace` and `down_trace`, which replace the rate
  delay,      ///< `delay`; it has no default in studies
  jitter,     ///< `jitter`
  loss,       ///< `loss` and `loss_burst`
  bucket,     ///< `burst` and `peak`: a token bucket that fills at the link's rate
  queue,      ///< `discipline` and `queue`
  background  ///< `background`
};

/// Interface: one kind of link, such as a wire or Wi-Fi. An implementation defines which settings
/// such a link has in studies, how long messages take on it, and how ns-3 simulates it.
///
/// Each kind is defined in one file in network/kinds and registered by one line of list.inc there.
/// The default implementations of the functions are right for a radio channel that several stations
/// share and whose capacity is not known beforehand.
class LinkKind {
 public:
  virtual ~LinkKind() = default;

  // What a study may write, and how messages to the user name the kind:

  /// Returns the name of the kind as studies write it, such as "wifi".
  virtual std::string_view name() const = 0;
  /// Returns the name of the kind in messages to the user, such as "Wi-Fi".
  virtual std::string_view title() const = 0;
  /// Returns the description of the kind for the documentation of studies: sentences in Markdown.
  virtual std::string_view meaning() const = 0;
  /// Whether a study may use this kind only for the links "client-mobile" and "mobile-edge".
  virtual bool is_access_only() const { return true; }
  /// Returns the groups of settings that this kind has in common with other kinds, in the order in
  /// which they are printed in studies.
  virtual std::vector<LinkPart> parts() const = 0;
  /// Returns the settings that only this kind has. Their values are in Link::own.
  virtual std::vector<AnyLinkSetting> settings() const { return {}; }

  // What determines the time of a message. `up` selects the direction away from where requests
  // start.

  /// Returns the rate at which packets pass in the long run in one direction of the link. `up`
  /// selects the direction away from where requests start. With a token bucket, this is the rate at
  /// which the bucket fills. With a trace, it is the highest rate of the trace. For Wi-Fi, it is
  /// the nominal rate. Returns zero if nothing passes.
  virtual BitsPerSecond long_run_rate(const Link& link, bool up) const = 0;
  /// Returns the mean rate over a long time in one direction of the link. `up` selects the
  /// direction away from where requests start. Returns nullopt if the mean rate is not known
  /// beforehand.
  virtual std::optional<BitsPerSecond> capacity(const Link&, bool /*up*/) const { return {}; }
  /// Whether the rate of the link is always zero in one direction, so that no byte ever passes.
  /// `up` selects the direction away from where requests start.
  virtual bool is_closed(const Link&, bool /*up*/) const { return false; }
  /// Returns the mean propagation delay of a link with the settings `link`, one way.
  virtual Duration propagation(const Link& link) const = 0;
  /// Returns the transmission time of a message over the idle link in one direction, without
  /// propagation. `up` selects the direction away from where requests start. The message has
  /// `bytes` bytes on the wire, `last` of them in its last packet. `start` is the time at which the
  /// transmission starts, counted from the beginning of the link's trace. Returns zero if the bytes
  /// never pass.
  virtual Duration transmission(const Link& link, bool up, std::int64_t bytes, std::int64_t last,
                                Duration start) const;
  /// Returns the highest rate of sending in one direction at which packets do not wait for one
  /// another on the link. `up` selects the direction away from where requests start.
  virtual Pace pace(const Link& link, bool up) const = 0;

  // How the link is simulated:

  /// Whether AnalyticNetwork can simulate links of this kind.
  virtual bool has_closed_form() const { return false; }
  /// Whether one large segment may stand for several packets on links of this kind.
  virtual bool carries_large_segments() const { return false; }
  /// Whether a link with these settings must be simulated packet by packet. If it must, large
  /// segments would give wrong times of messages.
  virtual bool needs_packets(const Link&) const { return true; }
  /// Returns a simulated time. A simulation counts as stuck if no request ends for this time plus
  /// the time that messages need. The default is long because TCP retries for minutes.
  virtual Duration patience() const { return std::chrono::minutes(10); }
  /// Creates the link in ns-3, with the settings `link`, between the two nodes of `site`. Throws
  /// std::invalid_argument if the link cannot be simulated.
  virtual std::unique_ptr<PacketLink> install(const Link& link,
                                              const PacketLinkSite& site) const = 0;
};

/// Returns all kinds of links, in the order of network/kinds/list.inc. The first one is the kind of
/// a link whose kind the study does not name.
const std::vector<const LinkKind*>& link_kinds();

/// Returns the kind whose LinkKind::name() is `name`. Throws std::out_of_range if there is none.
const LinkKind& link_kind(std::string_view name);

/// Returns the time in which `bytes` pass at the constant rate `rate`, rounded to whole
/// nanoseconds. Returns zero if `rate` is zero.
Duration transmission_time(double bytes, BitsPerSecond rate);

}  // namespace tiersim
