#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/journey.h"

namespace tiersim {

/// A request's latency, split into parts. There is one part for each step of its scenario's route
/// (Route in sim/journey.h), in the order of the route. When the request has ended, the parts add
/// up to its latency exactly.
struct Waterfall {
  std::vector<Duration> parts;

  Duration total() const { return std::accumulate(parts.begin(), parts.end(), Duration{0}); }
};

/// References to the four durations of one message in a waterfall: connecting, transmission,
/// propagation and queueing. `first` is the index of the first of them (Leg::first_step).
struct MessageParts {
  Duration &connect, &transmission, &propagation, &queueing;

  MessageParts(Waterfall& waterfall, std::size_t first)
      : connect(waterfall.parts[first]),
        transmission(waterfall.parts[first + 1]),
        propagation(waterfall.parts[first + 2]),
        queueing(waterfall.parts[first + 3]) {}
};

/// References to the three durations of one stage in a waterfall: queueing, load and compute.
/// `first` is the index of the first of them (Leg::first_step).
struct StageParts {
  Duration &queueing, &load, &compute;

  StageParts(Waterfall& waterfall, std::size_t first)
      : queueing(waterfall.parts[first]),
        load(waterfall.parts[first + 1]),
        compute(waterfall.parts[first + 2]) {}
};

/// How a request ended.
enum class Outcome {
  ok,       ///< answered in time
  dropped,  ///< rejected, because a tier's queue was full
  late,     ///< answered after its deadline
  timeout   ///< not answered: its client gave it up, or the simulation ended first
};
/// Returns the outcome as results files spell it: "ok", "dropped", "late" or "timeout".
const char* name_of(Outcome outcome);

/// One request of a scenario, from its start at the client until it was answered, dropped or given
/// up.
struct RequestRecord {
  std::int64_t index{0};    ///< number within the scenario, from 0
  std::int64_t sample{-1};  ///< number of the test sample that the request carries; -1: unknown
  std::int64_t client{0};   ///< number of the client that sent the request
  int prediction{-1};       ///< class that the model answered; -1: unknown, or there is no answer
  int correct{-1};          ///< 1: the prediction is correct; 0: it is wrong; -1: unknown
  Outcome outcome{Outcome::ok};
  Duration scheduled{0};  ///< start of the request, since the scenario's requests began
  Duration finished{0};   ///< end of the request, since the scenario's requests began
  Waterfall waterfall;

  Duration latency() const { return finished - scheduled; }
};

}  // namespace tiersim
