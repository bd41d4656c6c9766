#include "network/analytic/analytic_rate.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "network/analytic/limits.h"
#include "network/link/packet_sizes.h"

namespace tiersim {
namespace {

constexpr double kEmpty = 1;  // bytes; a bucket with less is empty
// Share of a wire that background traffic fills: some packets of a message still enter the queue.
constexpr double kLeastShare = 0.01;

double bytes_per_ns(BitsPerSecond rate) { return std::max(0.0, rate.value) / 8e9; }

}  // namespace

AnalyticRate::AnalyticRate(const Link& link, bool up, std::uint64_t seed)
    : trace_((up ? link.up_trace : link.down_trace).get()),
      rate_(bytes_per_ns(up ? link.up : link.down)),
      fair_(link.discipline == Link::Discipline::fq_codel),
      toggle_(kNever),
      random_(seed) {
  if (trace_ && link.burst)
    throw std::invalid_argument("a link cannot have both a token bucket and a trace");
  if (trace_) {
    constant_ = false;
    nominal_ = bytes_per_ns(highest_rate(*trace_));
  } else {
    nominal_ = rate_;
  }
  if (link.burst) {
    bucket_ = tokens_ = static_cast<double>(link.burst->value);
    peak_ = bytes_per_ns(link.peak);
    constant_ = false;
  }
  constexpr double kOverhead = static_cast<double>(kUdpPayload + kUdpHeaders) / kUdpPayload;
  background_ = kOverhead * bytes_per_ns(up ? link.background.up : link.background.down);
  on_ = nanoseconds(link.background.on);
  off_ = nanoseconds(link.background.off);
  if (background_ > 0) constant_ = false;
  if (background_ > 0 && on_ > 0 && off_ > 0) {
    is_on_ = boost::random::uniform_01<double>()(random_.engine()) < on_ / (on_ + off_);
    toggle_ = boost::random::exponential_distribution<double>(1 / (is_on_ ? on_ : off_))(
        random_.engine());
  }
}

double AnalyticRate::own_rate(double now) const {
  return trace_ ? bytes_per_ns(rate_at(*trace_, Duration(std::llround(now)))) : rate_;
}

double AnalyticRate::next_step(double now) const {
  if (!trace_) return kNever;
  const auto step = tiersim::next_step(*trace_, Duration(std::llround(now)));
  return step ? nanoseconds(*step) : kNever;
}

double AnalyticRate::background(double now) {
  while (toggle_ <= now) {
    is_on_ = !is_on_;
    toggle_ += boost::random::exponential_distribution<double>(1 / (is_on_ ? on_ : off_))(
        random_.engine());
  }
  return is_on_ ? background_ : 0;
}

double AnalyticRate::wire_rate(double now) const {
  const double rate = own_rate(now);
  return bucket_ >= 0 && tokens_ > kEmpty ? std::max(rate, peak_) : rate;
}

double AnalyticRate::at(double now) {
  spend(now, 0);
  const double rate = wire_rate(now);
  return std::max(rate - background(now), kLeastShare * rate);
}

double AnalyticRate::at_burst(double now) const {
  const double rate = wire_rate(now), taken = is_on_ ? background_ : 0;
  return fair_ || taken >= rate ? std::max(rate - taken, kLeastShare * rate) : rate;
}

void AnalyticRate::spend(double now, double bytes) {
  if (bucket_ < 0) return;
  tokens_ = std::clamp(tokens_ + own_rate(filled_) * (now - filled_) - bytes, 0.0, bucket_);
  filled_ = now;
}

double AnalyticRate::opens(double now) const {
  while (own_rate(now) <= 0 && now < kNever) now = next_step(now);
  return now;
}

double AnalyticRate::next_change(double now, double used) const {
  double next = std::min(next_step(now), toggle_);
  const double drain = used - own_rate(now);
  if (bucket_ >= 0 && tokens_ > kEmpty && drain > 0) next = std::min(next, now + tokens_ / drain);
  return next;
}

}  // namespace tiersim
