#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "network/analytic/analytic_flow.h"
#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_share.h"

namespace tiersim {

/// The messages under way, and how they share the wires. If a flow is alone on wires whose rates do
/// not change, the arrival of its message is predicted: it costs one event. Where flows meet, or
/// rates change, the wires are divided again at each change: when a message has left, when a round
/// of slow start ends, when a rate changes.
class AnalyticFlows {
 public:
  explicit AnalyticFlows(std::vector<AnalyticRate> wires);

  const std::vector<AnalyticRate>& wires() const { return wires_; }

  /// Sends `bytes`, from `ready` on, behind what the flow still has to send.
  void send(AnalyticTransit transit, double bytes, SimTime ready);

  /// From now on, nothing of this flow arrives.
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
  std::vector<std::vector<AnalyticFlow*>> users_;  ///< of each wire
  std::vector<AnalyticFlow*> on_wires_;
  std::deque<AnalyticTransit> transits_;
  std::vector<std::uint32_t> free_;  ///< numbers of transits that have ended
  std::uint32_t changes_{0};         ///< how often the wires were divided
  // Used by divide() alone. Members so that their memory is used again:
  std::vector<double> capacities_;
  std::vector<Claim> claims_;
  std::vector<AnalyticFlow*> claimants_;
};

}  // namespace tiersim
