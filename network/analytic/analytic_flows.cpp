#include "network/analytic/analytic_flows.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "network/analytic/limits.h"
#include "network/link/path_time.h"

namespace tiersim {
namespace {

constexpr std::size_t kForgetAfter = 64;  // messages that have left

double now_ns() { return static_cast<double>(SimClock::now().time_since_epoch().count()); }

}  // namespace

AnalyticFlows::AnalyticFlows(std::vector<AnalyticRate> wires)
    : wires_(std::move(wires)), users_(wires_.size()), capacities_(wires_.size()) {}

std::uint32_t AnalyticFlows::keep(AnalyticTransit transit) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(transits_.size()));
    transits_.emplace_back();
  }
  const std::uint32_t number = free_.back();
  free_.pop_back();
  transit.generation = transits_[number].generation;
  transits_[number] = std::move(transit);
  return number;
}

void AnalyticFlows::send(AnalyticTransit transit, double bytes, SimTime ready) {
  AnalyticFlow& flow = *transit.flow;
  const SimTime now = transit.sent;
  const std::uint32_t number = keep(std::move(transit));
  if (ready > now) {
    flow.waiting.push_back({number, bytes, kNever});
    if (flow.waiting.size() > 1) return;
    schedule(ready - now, [this, number, generation = transits_[number].generation] {
      AnalyticTransit& first = transits_[number];
      if (first.generation == generation) begin(*first.flow);
    });
    return;
  }
  if (flow.predicted && flow.window.time() > now_ns()) {
    flow.waiting.push_back({number, bytes, kNever});
    predict(flow, flow.waiting.back());
    return;
  }
  const bool sends = flow.on_wires && !flow.predicted;
  if (flow.predicted) flow.waiting.clear();  // all of them have left
  flow.waiting.push_back({number, bytes, kNever});
  if (sends)
    share();
  else
    begin(flow);
}

void AnalyticFlows::begin(AnalyticFlow& flow) {
  const double now = now_ns();
  flow.gone = 0;
  flow.predicted = false;
  flow.window.resume(now, flow.last_arrival + flow.route->back);
  if (!flow.on_wires) put_on_wires(flow);
  if (flow.route->constant && alone(flow, now))
    predict(flow);
  else
    share();
}

bool AnalyticFlows::alone(const AnalyticFlow& flow, double now) {
  for (const std::uint32_t wire : flow.route->wires) {
    std::vector<AnalyticFlow*>& users = users_[wire];
    for (std::size_t i = users.size(); i-- > 0;) {
      AnalyticFlow& other = *users[i];
      if (&other == &flow) continue;
      if (!other.predicted || other.window.time() > now) return false;
      take_off_wires(other);
    }
  }
  return true;
}

void AnalyticFlows::put_on_wires(AnalyticFlow& flow) {
  flow.on_wires = true;
  flow.number = on_wires_.size();
  on_wires_.push_back(&flow);
  for (const std::uint32_t wire : flow.route->wires) users_[wire].push_back(&flow);
}

void AnalyticFlows::take_off_wires(AnalyticFlow& flow) {
  for (const std::uint32_t wire : flow.route->wires) {
    std::vector<AnalyticFlow*>& users = users_[wire];
    *std::find(users.begin(), users.end(), &flow) = users.back();
    users.pop_back();
  }
  on_wires_[flow.number] = on_wires_.back();
  on_wires_[flow.number]->number = flow.number;
  on_wires_.pop_back();
  flow.on_wires = flow.predicted = false;
  flow.waiting.clear();
  flow.gone = 0;
}

void AnalyticFlows::predict(AnalyticFlow& flow) {
  flow.waiting.erase(flow.waiting.begin(),
                     flow.waiting.begin() + static_cast<std::ptrdiff_t>(flow.gone));
  flow.gone = 0;
  flow.predicted = true;
  flow.before = flow.window;
  flow.rate = flow.route->slowest;
  for (AnalyticFlow::Waiting& message : flow.waiting) predict(flow, message);
}

void AnalyticFlows::predict(AnalyticFlow& flow, AnalyticFlow::Waiting& message) {
  flow.window.send(message.left, flow.rate);
  arrive_at(flow, message.transit, flow.window.time() + flow.window.recovery());
  message.arrival = flow.last_arrival;
  if (flow.waiting.size() < kForgetAfter || &message != &flow.waiting.back()) return;
  // A sender that never rests: what has left need not be kept.
  const AnalyticWindow all_left = flow.window;
  flow.window = flow.before;
  settle(flow, now_ns());
  flow.waiting.erase(flow.waiting.begin(),
                     flow.waiting.begin() + static_cast<std::ptrdiff_t>(flow.gone));
  flow.gone = 0;
  flow.before = std::exchange(flow.window, all_left);
}

/// Messages that have left arrive as predicted. The arrivals of the others are no longer known.
void AnalyticFlows::stop_predicting(AnalyticFlow& flow) {
  const double now = now_ns();
  flow.window = flow.before;
  flow.gone = 0;
  settle(flow, now);
  flow.predicted = false;
  flow.last_arrival = flow.gone > 0 ? flow.waiting[flow.gone - 1].arrival : 0;
  for (std::size_t i = flow.gone; i < flow.waiting.size(); ++i)
    ++transits_[flow.waiting[i].transit].generation;
}

/// Moves the sender on to `now`, and schedules the arrivals of the messages that have left.
void AnalyticFlows::settle(AnalyticFlow& flow, double now) {
  double sent = flow.window.send_until(now, flow.rate);
  for (const std::uint32_t wire : flow.route->wires) wires_[wire].spend(now, sent);
  for (; flow.gone < flow.waiting.size(); ++flow.gone) {
    AnalyticFlow::Waiting& first = flow.waiting[flow.gone];
    if (first.left > sent + kRounding) {
      first.left -= sent;
      return;
    }
    sent = std::max(0.0, sent - first.left);
    if (!flow.predicted) arrive_at(flow, first.transit, now + flow.window.recovery());
  }
}

/// The whole message has left, or will have left, at `time`. What was lost has then been sent
/// again.
void AnalyticFlows::arrive_at(AnalyticFlow& flow, std::uint32_t number, double time) {
  AnalyticTransit& transit = transits_[number];
  flow.last_arrival = std::max(flow.last_arrival, time + transit.rest);
  const double wait = std::max(0.0, flow.last_arrival - now_ns());
  schedule(Duration(std::llround(wait)),
           [this, number, generation = transit.generation] { arrive(number, generation); });
}

void AnalyticFlows::arrive(std::uint32_t number, std::uint32_t generation) {
  AnalyticTransit& transit = transits_[number];
  if (transit.generation != generation) return;
  ++transit.generation;
  const auto delivered = std::move(transit.delivered);
  transit.delivered = nullptr;
  const MessageTimes least = transit.least;
  const Duration connect = transit.connect, took = SimClock::now() - transit.sent;
  free_.push_back(number);
  delivered(split_time(took, connect, least));
}

void AnalyticFlows::forget(AnalyticFlow& flow) {
  for (std::size_t number = 0; number < transits_.size(); ++number) {
    AnalyticTransit& transit = transits_[number];
    if (transit.flow != &flow || !transit.delivered) continue;
    ++transit.generation;
    transit.delivered = nullptr;
    free_.push_back(static_cast<std::uint32_t>(number));
  }
  flow.waiting.clear();
  flow.gone = 0;
  if (!flow.on_wires) return;
  take_off_wires(flow);
  share();
}

}  // namespace tiersim
