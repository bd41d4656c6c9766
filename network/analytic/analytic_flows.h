#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "network/analytic/analytic_flow.h"
#include "network/analytic/analytic_rate.h"
#include "network/analytic/analytic_share.h"

namespace tiersim {

/// Messages under way, and how they share the wires. A flow that is alone on wires that do not
/// change is foretold: one event, at its message's arrival. Where flows meet, or wires change, an
/// event at each change (a message has left, a round of slow start ends, a rate changes) divides
/// the wires anew.
class AnalyticFlows {
 public:
  explicit AnalyticFlows(std::vector<AnalyticRate> wires);

  const std::vector<AnalyticRate>& wires() const { return wires_; }

  /// `bytes` of `transit` follow what the flow still has to send, from `ready` on.
  void send(AnalyticTransit transit, double bytes, SimTime ready);

  /// Nothing of it arrives any more.
  void forget(AnalyticFlow& flow);

 private:
  std::uint32_t keep(AnalyticTransit transit);
  void begin(AnalyticFlow& flow);
  bool alone(const AnalyticFlow& flow, double now);
  void put_on_wires(AnalyticFlow& flow);
  void take_off_wires(AnalyticFlow& flow);
  void foretell(AnalyticFlow& flow);
  void foretell(AnalyticFlow& flow, AnalyticFlow::Waiting& message);
  void tell_no_more(AnalyticFlow& flow);
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
  std::vector<std::uint32_t> free_;  ///< numbers of transits that are done
  std::uint32_t changes_{0};         ///< how often wires were divided
  // Of divide(), kept for their memory:
  std::vector<double> capacities_;
  std::vector<Claim> claims_;
  std::vector<AnalyticFlow*> claimants_;
};

}  // namespace tiersim
