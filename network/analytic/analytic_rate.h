#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// The rate of one direction of a link as a function of time. Without background traffic it is the
/// rate of the link's trace, or the link's constant rate if it has no trace; while a token bucket
/// has tokens, it is at least the peak rate. The rate of background traffic is subtracted. Times in
/// ns, rates in bytes per ns.
class AnalyticRate {
 public:
  /// Makes the rate of one direction of `link`: the direction away from where requests start if
  /// `up` is true, otherwise the opposite one. `seed` decides the random times at which background
  /// traffic is on. The trace of the link must outlive this object. Throws std::invalid_argument
  /// for a link with both a token bucket and a trace.
  AnalyticRate(const Link& link, bool up, std::uint64_t seed);

  /// Whether the rate never changes: no trace, token bucket or background traffic.
  bool constant() const { return constant_; }
  /// Whether the queue serves flows in turns (fq_codel).
  bool fair() const { return fair_; }
  /// The bandwidth of the link or, if it has a trace, the highest rate of the trace. The token
  /// bucket and background traffic do not change it. Round trips are calculated with this rate. It
  /// is 0 if nothing can ever pass.
  double nominal() const { return nominal_; }

  /// Returns the rate in bytes per ns that background traffic leaves for messages at `now`: at
  /// least 1 % of the link's rate. `now` must not be earlier than in the call before.
  double at(double now);
  /// Returns the rate in bytes per ns for a burst, whose bytes enter the queue all at once. In a
  /// first-in-first-out queue, later background packets wait behind the burst. So the rate of
  /// background traffic is not subtracted there, unless it is as high as that of the link. at()
  /// must have been called for the same time.
  double at_burst(double now) const;
  /// Returns the first time, `now` or later, at which the link's own rate (its trace or its
  /// constant rate) is above zero. Returns infinity if there is none. nominal() must be above zero
  /// if the link has a trace that repeats.
  double opens(double now) const;
  /// Returns the next time after `now` at which the rate changes: at a step of the trace, when
  /// background traffic goes on or off, or when the token bucket is empty, if bytes pass at the
  /// rate `used` until then. Infinite if the rate never changes.
  double next_change(double now, double used) const;
  /// Reports that `bytes` more bytes have passed between the previous call and `now`. Fills the
  /// token bucket for that time and takes the bytes from it. Does nothing if there is no token
  /// bucket.
  void spend(double now, double bytes);

 private:
  /// Returns the bandwidth of the link or, if it has a trace, the rate of the trace at `now`. The
  /// token bucket and background traffic do not change it.
  double own_rate(double now) const;
  double wire_rate(double now) const;  ///< rate with the token bucket, without background traffic
  double next_step(double now) const;
  double background(double now);

  const RateTrace* trace_;
  double rate_;
  /// The token bucket. `bucket_` is its size (negative: there is no bucket). `tokens_` is the
  /// number of bytes that it held at the time `filled_`. `peak_` is the rate of the link while
  /// there are tokens.
  double bucket_{-1}, tokens_{0}, filled_{0}, peak_{0};
  double background_{0}, on_{0}, off_{0};
  bool fair_, constant_{true}, is_on_{true};
  double toggle_;  ///< time at which background traffic is switched on or off next
  double nominal_{0};
  RandomStream random_;
};

}  // namespace tiersim
