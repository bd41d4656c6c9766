#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// The rate of one direction of a link as a function of time. It is the link's own rate, the rate
/// of its trace, or the peak rate of a token bucket while there are tokens. The rate of background
/// traffic is subtracted. Times in ns, rates in bytes per ns.
class AnalyticRate {
 public:
  /// `up` selects the direction. `seed` is for the times at which background traffic is on. The
  /// trace of the link must outlive this object. Throws std::invalid_argument for a link with both
  /// a token bucket and a trace.
  AnalyticRate(const Link& link, bool up, std::uint64_t seed);

  /// Whether the rate never changes: no trace, token bucket or background traffic.
  bool constant() const { return constant_; }
  /// Whether the queue serves flows in turns (fq_codel).
  bool fair() const { return fair_; }
  /// The rate of the link itself (of a trace its highest rate), without token bucket and
  /// background. Round trips are calculated with it. 0 if nothing ever passes.
  double nominal() const { return nominal_; }

  /// Returns the rate at `now`. `now` must not be earlier than in the call before.
  double at(double now);
  /// Returns the rate for a burst, whose bytes enter the queue all at once. If the queue is first
  /// in, first out, later background packets wait behind the burst, so that their rate is not
  /// subtracted. at() must have been called for the same time.
  double at_burst(double now) const;
  /// Returns the first time from `now` on at which the own rate of the link is above zero; infinite
  /// if there is none.
  double opens(double now) const;
  /// Returns the next time after `now` at which at() changes, if bytes pass at the rate `used`
  /// until then. Infinite if it never changes.
  double next_change(double now, double used) const;
  /// Reports that `bytes` more bytes have passed by the time `now`. They are taken from the token
  /// bucket, if there is one.
  void spend(double now, double bytes);

 private:
  /// Rate of the link or its trace, without token bucket and background traffic.
  double own_rate(double now) const;
  double wire_rate(double now) const;  ///< rate with the token bucket, without background traffic
  double next_step(double now) const;
  double background(double now);

  const RateTrace* trace_;
  double rate_;
  /// Token bucket: size, tokens, time of the last update, peak rate; negative size: none.
  double bucket_{-1}, tokens_{0}, filled_{0}, peak_{0};
  double background_{0}, on_{0}, off_{0};
  bool fair_, constant_{true}, is_on_{true};
  double toggle_;  ///< time at which background traffic is switched on or off next
  double nominal_{0};
  RandomStream random_;
};

}  // namespace tiersim
