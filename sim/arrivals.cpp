#include "sim/arrivals.h"

#include <boost/random/exponential_distribution.hpp>
#include <cmath>

namespace tiersim {

Duration draw_exponential(Duration mean, RandomStream& stream) {
  boost::random::exponential_distribution<double> exponential(1.0);
  return Duration(std::llround(exponential(stream.engine()) * static_cast<double>(mean.count())));
}

Duration ArrivalTimes::next() {
  if (const auto* traced = std::get_if<TracedArrivals>(&arrivals_))
    return traced->times.at(count_++);
  const auto& open = std::get<OpenLoop>(arrivals_);
  const double between = 1e9 / open.rate;
  // Multiplied, not added up, so that rounding does not change the rate.
  if (!open.poisson) return Duration(std::llround(between * static_cast<double>(count_++)));
  return last_ += draw_exponential(Duration(std::llround(between)), stream_);
}

}  // namespace tiersim
