#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "network/analytic/analytic_flow.h"
#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_share.h"

namespace tiersim {

/// Moves the messages of all flows (AnalyticFlow) of the analytic network, and divides each wire
/// (one direction of a link) among the flows on it. If a flow is alone on wires whose rates do not
/// change, the arrival of its message is predicted, which takes one simulation event. Otherwise the
/// wires are divided again at each change: when a message is sent or has left, when a round of a
/// sender's window ends, or when a rate changes.
class AnalyticFlows {
 public:
  explicit AnalyticFlows(std::vector<AnalyticRate> wires);

  /// The rates of all wires. A wire is one direction of a link; wire_number() is its index in this
  /// list.
  const std::vector<AnalyticRate>& wires() const { return wires_; }

  /// Sends a message that has `bytes` bytes on the wire, with headers. `transit.sent` must be the
  /// current time. The message begins to leave when the time `ready` has come and all earlier
  /// messages of its flow (`transit.flow`) have left. Calls `transit.delivered` when the message
  /// arrives.
  void send(AnalyticTransit transit, double bytes, SimTime ready);

  /// Cancels all messages of a flow that have not arrived: they never arrive.
  void forget(AnalyticFlow& flow);

 private:
  std::uint32_t keep(AnalyticTransit transit);
  void begin(AnalyticFlow& flow);
  bool alone(const AnalyticFlow& flow, double now);
  void put_on_wires(AnalyticFlow& flow);
  void take_off_wires(AnalyticFlow& flow);
  void predict(AnalyticFlow& flow);
  void predict(AnalyticFlow& flow, AnalyticFlow::Waiting& message);
  void stop_predicting(AnalyticFlow& flow);
  void settle(AnalyticFlow& flow, double now);
  void share();
  void divide(double now);
  void read_capacities(double now);
  void let_bursts_pass(double now);
  double next_change(double now);
  double most_wanted(const AnalyticFlow& flow, double now) const;
  void arrive_at(AnalyticFlow& flow, std::uint32_t number, double time);
  void arrive(std::uint32_t number, std::uint32_t generation);

  std::vector<AnalyticRate> wires_;
  std::vector<std::vector<AnalyticFlow*>> users_;  ///< the flows on each wire
  std::vector<AnalyticFlow*> on_wires_;
  std::deque<AnalyticTransit> transits_;
  std::vector<std::uint32_t> free_;  ///< numbers of unused entries of `transits_`
  std::uint32_t changes_{0};         ///< number of times that the wires were divided
  // Only divide() uses the following. They are members so that their memory is used again.
  std::vector<double> capacities_;
  std::vector<Claim> claims_;
  std::vector<AnalyticFlow*> claimants_;
};

}  // namespace tiersim
