#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/base/shared.h"

namespace tiersim {

/// A client sends its next request when the last one was answered and it has thought.
struct ClosedLoop {
  Duration think_time{0};
  bool exponential{false};  ///< thinking times are exponential, with that mean
};

/// Requests come whether or not earlier requests were answered.
struct OpenLoop {
  double rate{1};      ///< per second
  bool poisson{true};  ///< times between requests are exponential; otherwise equal
};

/// Requests come at given times.
struct TracedArrivals {
  Shared<std::vector<Duration>> times;  ///< since the requests began, in order
};

using Arrivals = std::variant<ClosedLoop, OpenLoop, TracedArrivals>;

/// The arrival times of an open loop or of a trace, one after the other.
class ArrivalTimes {
 public:
  ArrivalTimes(const Arrivals& arrivals, std::uint64_t seed) : arrivals_(arrivals), stream_(seed) {}

  /// The next time since the start, never earlier than the one before. Must not be called for a
  /// closed loop, nor when a trace has ended.
  Duration next();

 private:
  const Arrivals& arrivals_;
  RandomStream stream_;
  std::size_t count_{0};
  Duration last_{0};
};

/// Draws an exponential time with this mean, rounded to nanoseconds.
Duration draw_exponential(Duration mean, RandomStream& stream);

}  // namespace tiersim
