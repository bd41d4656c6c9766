#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/base/shared.h"

namespace tiersim {

/// Every client asks again when it was answered and has thought.
struct ClosedLoop {
  Duration think_time{0};
  bool exponential{false};  ///< thinking times vary, with that mean
};

/// Requests come whether or not earlier ones were answered.
struct OpenLoop {
  double rate{1};      ///< per second
  bool poisson{true};  ///< exponential times between them; equal ones where not
};

/// Requests come at given times.
struct TracedArrivals {
  Shared<std::vector<Duration>> times;  ///< since the first could have come, in order
};

using Arrivals = std::variant<ClosedLoop, OpenLoop, TracedArrivals>;

/// The times at which requests come that do not wait for answers, one after the other.
class ArrivalTimes {
 public:
  ArrivalTimes(const Arrivals& arrivals, std::uint64_t seed) : arrivals_(arrivals), stream_(seed) {}

  /// Since the start, never earlier than the one before. Not to be asked of a closed loop, nor of a
  /// trace that has ended.
  Duration next();

 private:
  const Arrivals& arrivals_;
  RandomStream stream_;
  std::size_t count_{0};
  Duration last_{0};
};

/// Exponential with this mean, to the nanosecond.
Duration draw_exponential(Duration mean, RandomStream& stream);

}  // namespace tiersim
