#pragma once

#include <cstdint>

namespace tiersim {

/// A duration that was measured on a real clock, in nanoseconds. Its type differs from that of
/// simulated time (Duration), so that the two cannot be mixed. Only SampledService and the
/// implementations of LiveCompute (sim/service_model.h) convert measured time to simulated time
/// (docs/adr/0003-measured-becomes-simulated.md).
struct MeasuredTime {
  std::int64_t ns{0};
  friend bool operator==(MeasuredTime a, MeasuredTime b) { return a.ns == b.ns; }
  friend bool operator<(MeasuredTime a, MeasuredTime b) { return a.ns < b.ns; }
};

}  // namespace tiersim
