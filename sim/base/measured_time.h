#pragma once

#include <cstdint>

namespace tiersim {

/// Time measured on a real clock, in nanoseconds. It is not simulated time. Only service_model.h
/// converts measured time to simulated time (see docs/adr/0003-measured-becomes-simulated.md).
struct MeasuredTime {
  std::int64_t ns{0};
  friend bool operator==(MeasuredTime a, MeasuredTime b) { return a.ns == b.ns; }
  friend bool operator<(MeasuredTime a, MeasuredTime b) { return a.ns < b.ns; }
};

}  // namespace tiersim
