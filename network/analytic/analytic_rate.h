#pragma once

#include <cstdint>

#include "network/link/link.h"
#include "sim/base/random_streams.h"

namespace tiersim {

/// What one direction of a link passes, from time to time: its rate or its trace's, a token
/// bucket's peak while there are tokens, less what background traffic takes. Times in ns, rates in
/// bytes per ns.
class AnalyticRate {
 public:
  AnalyticRate(const Link& link, bool up, std::uint64_t seed);

  bool constant() const { return constant_; }
  bool fair() const { return fair_; }  ///< its queue serves flows in turns
  double nominal() const {
    return nominal_;
  }  ///< to reckon round trips with; 0: nothing ever passes

  double at(double now);  ///< `now` never goes back
  /// The same for a burst in a queue that is first in, first out: what background sends meanwhile
  /// comes after it. That at() was called for the same time is relied on.
  double at_burst(double now) const;
  /// From when on bytes pass again, if none do; else `now`.
  double opens(double now) const;
  /// When at() will be another, while bytes pass at `used`; infinite where never.
  double next_change(double now, double used) const;
  void spend(double now, double bytes);  ///< that have passed until `now`

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
