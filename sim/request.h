#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/journey.h"

namespace tiersim {

/// Where a request's latency went. It has one part for each step of its scenario's route, in the
/// order of time. The parts add up to the latency exactly.
struct Waterfall {
  std::vector<Duration> parts;

  Duration total() const { return std::accumulate(parts.begin(), parts.end(), Duration{0}); }
};

/// The parts of one message in a waterfall, by name. `first` is where they begin (Leg::first_step).
struct MessageParts {
  Duration &connect, &transmission, &propagation, &queueing;

  MessageParts(Waterfall& waterfall, std::size_t first)
      : connect(waterfall.parts[first]),
        transmission(waterfall.parts[first + 1]),
        propagation(waterfall.parts[first + 2]),
        queueing(waterfall.parts[first + 3]) {}
};

/// References to the three durations in a waterfall that belong to one stage.
struct StageParts {
  Duration &queueing, &load, &compute;

  StageParts(Waterfall& waterfall, std::size_t first)
      : queueing(waterfall.parts[first]),
        load(waterfall.parts[first + 1]),
        compute(waterfall.parts[first + 2]) {}
};

/// How a request ended.
enum class Outcome {
  ok,
  dropped,  ///< a tier's waiting line was full
  late,     ///< answered after its deadline
  timeout   ///< given up by its client before it was answered
};
const char* name_of(Outcome outcome);

/// One request of a scenario, from the moment it was scheduled until its answer was back, or until
/// it was dropped or given up.
struct RequestRecord {
  std::int64_t index{0};
  std::int64_t sample{-1};  ///< of the test set; -1: unknown
  std::int64_t client{0};   ///< who asked
  int prediction{-1};       ///< the class that was answered; -1: unknown
  int correct{-1};          ///< 1: right; 0: wrong; -1: unknown
  Outcome outcome{Outcome::ok};
  Duration scheduled{0};  ///< since the scenario's requests began
  Duration finished{0};   ///< since the same moment
  Waterfall waterfall;

  Duration latency() const { return finished - scheduled; }
};

}  // namespace tiersim
