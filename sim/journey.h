#pragma once

#include <string>
#include <vector>

namespace tiersim {

/// One stop of a request: at a tier that computes a stage, or at a place that receives a whole
/// message and then passes it on.
struct Stop {
  std::string place;
  int stage{-1};  ///< number of the stage that is computed there; -1: the message is only passed on
};

/// The stops of a request in the order in which it reaches them. A request starts at a place called
/// its origin, and its answer returns there. The origin itself is a stop only if it computes a
/// stage.
using Journey = std::vector<Stop>;

/// Returns the journey that stops only at these tiers, in this order. The first tier computes stage
/// 0, the next one stage 1, and so on.
Journey direct_journey(const std::vector<std::string>& tiers);

/// One part of a request's latency, such as the transmission of one message or the computation of
/// one stage. A step says which part it is and where it happens, not how long it takes.
struct Step {
  /// The kind of a step. `connect` to `network_queue` are parts of a message's time. `queue`,
  /// `load` and `compute` are parts of a stage's time.
  enum class Kind { connect, transmission, propagation, network_queue, queue, load, compute } kind;
  std::string where;  ///< "mobile-edge" for a message, "edge" for a stage

  /// Whether the step is one of the four parts of a message's time, and not of a stage's time.
  bool is_network() const { return kind <= Kind::network_queue; }
  /// The name of the step's column in the results file: "transmission_ns.mobile-edge",
  /// "compute_ns.edge".
  std::string column() const;
  friend bool operator==(const Step& a, const Step& b) {
    return a.kind == b.kind && a.where == b.where;
  }
};

/// All steps of a request. The messages and the stages follow one another in the order of time. The
/// steps of one message or stage have the order of kMessageSteps or kStageSteps.
using Route = std::vector<Step>;

/// One section of a request's journey: either a message or the computation of a stage.
struct Leg {
  bool is_message{false};  ///< false: the leg is a stage
  std::string from, to;    ///< places of the message; a stage has its tier in both
  std::size_t message{0};  ///< content of the message: 0: the payload; n: the output of stage n - 1
  std::size_t stage{0};    ///< number of the stage, if the leg is a stage
  std::size_t first_step{0};  ///< index of the leg's first step in the route
};

/// Splits a journey that starts and ends at `origin` into its messages and stages, in the order of
/// time. Two successive stops at the same place have no message between them.
std::vector<Leg> legs_of(const Journey& journey, const std::string& origin);

/// Returns the steps of a journey that starts and ends at `origin`, in the order of time. Each
/// message has the four steps of kMessageSteps. Each stage has the three steps of kStageSteps.
Route route_of(const Journey& journey, const std::string& origin);

/// The kinds of the four steps of a message. A route, and so the waterfall of a request, has them
/// in this order.
constexpr Step::Kind kMessageSteps[] = {Step::Kind::connect, Step::Kind::transmission,
                                        Step::Kind::propagation, Step::Kind::network_queue};
/// The steps of one stage, in the order of time.
constexpr Step::Kind kStageSteps[] = {Step::Kind::queue, Step::Kind::load, Step::Kind::compute};

}  // namespace tiersim
