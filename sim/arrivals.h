#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/base/random_streams.h"
#include "sim/base/shared.h"

namespace tiersim {

/// Arrivals of a closed loop. Each client waits until its request has ended, then for its think
/// time, and then sends its next request.
struct ClosedLoop {
  /// The time between the end of a request and the start of the next request of the same client. If
  /// `exponential` is true, it is the mean of this time.
  Duration think_time{0};
  bool exponential{false};  ///< true: think times are exponential with mean `think_time`
};

/// Arrivals of an open loop. Requests start at a mean rate, whether or not earlier requests were
/// answered.
struct OpenLoop {
  double rate{1};      ///< requests per second, of all clients together
  bool poisson{true};  ///< true: times between requests are exponential; false: all are equal
};

/// Arrivals from a trace. Requests start at listed times, whether or not earlier requests were
/// answered.
struct TracedArrivals {
  /// The start of each request, counted from the start of the scenario's requests, in ascending
  /// order.
  Shared<std::vector<Duration>> times;
};

/// The rule by which the requests of a scenario start.
using Arrivals = std::variant<ClosedLoop, OpenLoop, TracedArrivals>;

/// Generates the arrival times of an open loop or of a trace, one after the other.
class ArrivalTimes {
 public:
  /// Prepares to generate the times of `arrivals`, which must outlive this object. `seed` decides
  /// the random times of an open loop with OpenLoop::poisson.
  ArrivalTimes(const Arrivals& arrivals, std::uint64_t seed) : arrivals_(arrivals), stream_(seed) {}

  /// Returns the next arrival time, counted from the start of the scenario's requests. No time is
  /// earlier than the one before. Throws std::out_of_range after the last time of a trace, and
  /// std::bad_variant_access for a closed loop.
  Duration next();

 private:
  const Arrivals& arrivals_;
  RandomStream stream_;
  std::size_t count_{0};
  Duration last_{0};
};

/// Draws a random time from the exponential distribution with the mean `mean`, rounded to whole
/// nanoseconds. Uses the random numbers of `stream`.
Duration draw_exponential(Duration mean, RandomStream& stream);

}  // namespace tiersim
