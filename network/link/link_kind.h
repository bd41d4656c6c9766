#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/link/rate_trace.h"
#include "sim/base/quantity.h"

namespace tiersim {

struct Link;
class PacketLink;
struct PacketLinkSite;

/// How fast a sender may put packets on a link so that they never wait for one another there.
struct Pace {
  BitsPerSecond rate;                      ///< zero: never
  std::shared_ptr<const RateTrace> trace;  ///< in place of `rate`
  std::optional<Bytes> burst;              ///< of a token bucket that is filled at `rate`
  BitsPerSecond peak;                      ///< at which a bucket's tokens are spent
};

/// One kind of link: what a study may say of it, what a message meets on it, and how ns-3 makes it.
///
/// Each kind is one file in network/kinds, and a word in the list there. What this class does
/// itself is true of a channel that is shared by stations and whose capacity is not known.
class LinkKind {
 public:
  virtual ~LinkKind() = default;

  // In a study.

  virtual std::string_view name() const = 0;   ///< as studies spell it: "wifi"
  virtual std::string_view title() const = 0;  ///< as messages spell it: "Wi-Fi"
  /// Whether it may only join a client or a mobile device to what is next to it.
  virtual bool is_access_only() const { return true; }

  // What a message meets. `up` is the direction away from where requests start.

  /// The rate that packets have in the long run: of a token bucket the rate at which it is filled,
  /// of a trace the highest rate, of Wi-Fi the nominal rate. Zero: nothing passes.
  virtual BitsPerSecond long_run_rate(const Link& link, bool up) const = 0;
  /// The mean rate over a long time; none if it is not known beforehand.
  virtual std::optional<BitsPerSecond> capacity(const Link&, bool /*up*/) const { return {}; }
  /// Whether no byte will ever pass, because of the link's rate.
  virtual bool is_closed(const Link&, bool /*up*/) const { return false; }
  /// The time in flight, one way.
  virtual Duration propagation(const Link& link) const = 0;
  /// The time of `bytes` on an idle link from `start` on, a time since its trace began. The last
  /// packet has `last` of these bytes. Zero if they never pass.
  virtual Duration transmission(const Link& link, bool up, std::int64_t bytes, std::int64_t last,
                                Duration start) const;
  virtual Pace pace(const Link& link, bool up) const = 0;

  // How it is simulated.

  /// Whether AnalyticNetwork knows it.
  virtual bool has_closed_form() const { return false; }
  /// Whether one large segment may stand for several packets at all.
  virtual bool carries_large_segments() const { return false; }
  /// Whether the times of messages depend on single packets, so that large segments would be wrong.
  virtual bool needs_packets(const Link&) const { return true; }
  /// How long a scenario over it may go on without the end of a request, besides what its messages
  /// take. TCP tries for minutes to get through.
  virtual Duration patience() const { return std::chrono::minutes(10); }
  /// Makes it in ns-3. Throws std::invalid_argument if it cannot be simulated.
  virtual std::unique_ptr<PacketLink> install(const Link& link,
                                              const PacketLinkSite& site) const = 0;
};

/// All kinds, in the order in which messages name them. Kinds are registered in network/kinds.
const std::vector<const LinkKind*>& link_kinds();

/// The kind of this name. Throws std::out_of_range if there is none.
const LinkKind& link_kind(std::string_view name);

/// The kind of a link of which a study does not say it: "wire".
const LinkKind& default_link_kind();

/// The time that so many bytes take at a rate; zero if nothing passes.
Duration transmission_time(double bytes, BitsPerSecond rate);

}  // namespace tiersim
