#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// A place where a request stops: a tier that computes a stage, or a place that receives the whole
/// message and passes it on.
struct Stop {
  std::string place;
  int stage{-1};  ///< computed there; -1: the message is passed on
};

/// The stops of a request, from the place where it starts until its answer is back there.
using Journey = std::vector<Stop>;

/// A journey that stops only at these tiers. Each of them computes one stage.
Journey direct_journey(const std::vector<std::string>& tiers);

/// A part of a request's time: of a message between two places, or of a stage on a tier.
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

/// The steps of a request in the order of time.
using Route = std::vector<Step>;

/// One message or one stage of a journey.
struct Leg {
  bool is_message{false};
  std::string from, to;       ///< of a message
  std::size_t message{0};     ///< 0: the payload; n: what stage n - 1 sends on
  std::size_t stage{0};       ///< of a stage
  std::size_t first_step{0};  ///< where its steps begin in the route
};

/// What has to be done for one request, in order. A journey that stays at one place has no message.
std::vector<Leg> legs_of(const Journey& journey, const std::string& origin);

/// The steps of a journey that starts and ends at `origin`, in the order of time. A step is one
/// part of the waterfall. Each message contributes the four kMessageSteps, each stage the three
/// kStageSteps.
Route route_of(const Journey& journey, const std::string& origin);

constexpr Step::Kind kMessageSteps[] = {Step::Kind::connect, Step::Kind::transmission,
                                        Step::Kind::propagation, Step::Kind::network_queue};
constexpr Step::Kind kStageSteps[] = {Step::Kind::queue, Step::Kind::load, Step::Kind::compute};

}  // namespace tiersim
