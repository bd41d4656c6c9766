// How flows share wires where they meet or where rates change.
#include <algorithm>
#include <cmath>

#include "network/analytic/analytic_flows.h"
#include "network/analytic/limits.h"

namespace tiersim {
namespace {

constexpr double kEndOfTime = 9e18;  // ns, the last time that the clock can hold: 285 years

}  // namespace

void AnalyticFlows::share() {
  const double now = static_cast<double>(SimClock::now().time_since_epoch().count());
  for (std::size_t i = on_wires_.size(); i-- > 0;) {
    AnalyticFlow& flow = *on_wires_[i];
    if (flow.predicted) {
      if (flow.window.time() > now && alone(flow, now)) continue;
      if (flow.window.time() > now) stop_predicting(flow);
    } else {
      settle(flow, now);
    }
  }
  for (std::size_t i = on_wires_.size(); i-- > 0;) {
    AnalyticFlow& flow = *on_wires_[i];
    if (flow.predicted ? flow.window.time() <= now : flow.gone == flow.waiting.size())
      take_off_wires(flow);
  }
  for (AnalyticFlow* flow : on_wires_)
    if (!flow->predicted && flow->route->constant && alone(*flow, now)) predict(*flow);
  divide(now);
  const double next = next_change(now);
  ++changes_;
  if (next > kEndOfTime) return;
  const double wait = std::max(1.0, std::ceil(next - now));
  schedule(Duration(static_cast<std::int64_t>(wait)), [this, change = changes_] {
    if (change == changes_) share();
  });
}

/// Gives every flow that is not predicted its rate. A queue that is first in, first out serves
/// rounds in the order in which they entered it: short messages one after the other, long messages
/// one window at a time. In a fair queue, a flow gets at most its max-min share.
void AnalyticFlows::divide(double now) {
  claimants_.clear();
  claims_.clear();
  bool fair = false;
  for (AnalyticFlow* flow : on_wires_) {
    if (flow->predicted) continue;
    claimants_.push_back(flow);
    fair |= flow->route->fair;
  }
  std::stable_sort(claimants_.begin(), claimants_.end(),
                   [](const AnalyticFlow* a, const AnalyticFlow* b) {
                     return a->window.queued() < b->window.queued();
                   });
  for (const AnalyticFlow* flow : claimants_)
    claims_.push_back({&flow->route->wires, most_wanted(*flow, now)});
  if (fair) {
    read_capacities(now);
    fair_shares(capacities_, claims_);
    for (std::size_t i = 0; i < claims_.size(); ++i)
      if (claimants_[i]->route->fair) claims_[i].most = claims_[i].share;
  }
  read_capacities(now);
  let_bursts_pass(now);
  shares_in_order(capacities_, claims_);
  for (std::size_t i = 0; i < claims_.size(); ++i) claimants_[i]->rate = claims_[i].share;
}

void AnalyticFlows::read_capacities(double now) {
  for (std::size_t wire = 0; wire < wires_.size(); ++wire)
    capacities_[wire] = users_[wire].empty() ? 0 : wires_[wire].at(now);
}

/// A burst in the queue has the whole rate of its wires. Other flows do not get more by that.
void AnalyticFlows::let_bursts_pass(double now) {
  if (std::none_of(claimants_.begin(), claimants_.end(),
                   [](const AnalyticFlow* flow) { return flow->window.burst(); }))
    return;
  for (std::size_t i = 0; i < claims_.size(); ++i) {
    if (claimants_[i]->window.burst()) continue;
    for (const std::uint32_t wire : *claims_[i].wires)
      claims_[i].most = std::min(claims_[i].most, capacities_[wire]);
  }
  for (std::size_t wire = 0; wire < wires_.size(); ++wire)
    if (!users_[wire].empty()) capacities_[wire] = wires_[wire].at_burst(now);
}

/// The highest rate that a flow can use. It is zero while the flow waits for an acknowledgement. If
/// its window is too small to fill its share of a fair queue, the flow can use one window per round
/// trip, and others get the rest.
double AnalyticFlows::most_wanted(const AnalyticFlow& flow, double now) const {
  const AnalyticRoute& route = *flow.route;
  const double left = flow.window.round_left(), ends = flow.window.first_acknowledged();
  if (left <= kRounding && ends > now + kRounding) return 0;
  const bool shares = std::any_of(route.wires.begin(), route.wires.end(),
                                  [&](std::uint32_t wire) { return users_[wire].size() > 1; });
  if (!shares || !route.fair) return kNever;
  double unsent = 0;
  for (std::size_t i = flow.gone; i < flow.waiting.size(); ++i) unsent += flow.waiting[i].left;
  return unsent <= left || ends <= now + 1 ? kNever : left / (ends - now);
}

double AnalyticFlows::next_change(double now) {
  double next = kNever;
  std::fill(capacities_.begin(), capacities_.end(),
            0);  // from here on: the rate at which each wire is used
  for (const AnalyticFlow* flow : on_wires_) {
    if (flow->predicted) continue;
    for (const std::uint32_t wire : flow->route->wires) capacities_[wire] += flow->rate;
    const double left = flow->window.round_left(), ends = flow->window.first_acknowledged();
    if (left <= kRounding && ends > now) next = std::min(next, ends);
    if (flow->rate <= 0) continue;
    AnalyticWindow sender = flow->window;
    sender.send(flow->waiting[flow->gone].left, flow->rate);
    next = std::min(next, sender.time());
    if (left > kRounding) next = std::min(next, now + left / flow->rate);
  }
  for (std::size_t wire = 0; wire < wires_.size(); ++wire)
    if (capacities_[wire] > 0 || !users_[wire].empty())
      next = std::min(next, wires_[wire].next_change(now, capacities_[wire]));
  return next;
}

}  // namespace tiersim
