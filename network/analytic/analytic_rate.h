#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// The rate of one direction of a link as time passes: its own rate, its trace's, or a token
/// bucket's peak while there are tokens; less the rate of background traffic. Times in ns, rates in
/// bytes per ns.
class AnalyticRate {
 public:
  AnalyticRate(const Link& link, bool up, std::uint64_t seed);

  bool constant() const { return constant_; }
  bool fair() const { return fair_; }  ///< its queue serves flows in turns
  /// The rate for the calculation of round trips; 0: nothing ever passes.
  double nominal() const { return nominal_; }

  /// The rate now. `now` must never go back.
  double at(double now);
  /// The rate for a burst in a queue that is first in, first out: background packets that come in
  /// the meantime wait behind the burst. at() must have been called for the same time.
  double at_burst(double now) const;
  /// The first time from `now` on at which bytes pass.
  double opens(double now) const;
  /// The next time at which at() changes, while bytes pass at `used`; infinite if it never does.
  double next_change(double now, double used) const;
  /// So many bytes have passed until `now`.
  void spend(double now, double bytes);

 private:
  double own_rate(double now) const;   ///< without bucket and background
  double wire_rate(double now) const;  ///< without background
  double next_step(double now) const;
  double background(double now);

  const RateTrace* trace_;
  double rate_;
  double bucket_{-1}, tokens_{0}, filled_{0}, peak_{0};  ///< bucket_ < 0: there is none
  double background_{0}, on_{0}, off_{0};
  bool fair_, constant_{true}, is_on_{true};
  double toggle_;
  double nominal_{0};
  RandomStream random_;
};

}  // namespace tiersim
