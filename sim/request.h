#pragma once

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// Where a request's latency went. The parts are those of its scenario's route (see Route), in the
/// order of time; they add up to the latency exactly.
struct Waterfall {
  std::vector<Duration> parts;

  Duration total() const { return std::accumulate(parts.begin(), parts.end(), Duration{0}); }
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
  std::int64_t sample{-1};  ///< of the test set; -1 where unknown
  std::int64_t client{0};   ///< who asked
  int prediction{-1};       ///< class answered; -1 where unknown
  int correct{-1};          ///< 1 right, 0 wrong; -1 where unknown
  Outcome outcome{Outcome::ok};
  Duration scheduled{0};  ///< since the scenario's requests began
  Duration finished{0};
  Waterfall waterfall;

  Duration latency() const { return finished - scheduled; }
};

/// A part of what every request of a scenario goes through: of a message between two places, or of
/// a stage on a tier.
struct Step {
  enum class Kind { connect, transmission, propagation, network_queue, queue, load, compute } kind;
  std::string where;  ///< "mobile-edge" for a message, "edge" for the others

  bool is_network() const { return kind <= Kind::network_queue; }
  /// The column of the results file: "transmission_ns.mobile-edge", "compute_ns.edge".
  std::string column() const;
  friend bool operator==(const Step& a, const Step& b) {
    return a.kind == b.kind && a.where == b.where;
  }
};
using Route = std::vector<Step>;

/// Where a request stands still: a message as a whole, or a stage.
struct Stop {
  std::string place;
  int stage{-1};  ///< computed there; -1: the message is passed on
};

/// The stops of a request from the place where it starts until its answer is back there.
using Journey = std::vector<Stop>;

/// The steps of a journey that starts and ends at `origin`: four for each message, three for each
/// stage, none between stops at one place.
Route route_of(const Journey& journey, const std::string& origin);

/// A journey that stops at the tiers alone, each of which computes a stage.
Journey direct_journey(const std::vector<std::string>& tiers);

}  // namespace tiersim
