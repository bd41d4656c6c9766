#include "sim/request_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace tiersim {
namespace {

std::size_t count_steps(const std::vector<Leg>& legs) {
  if (legs.empty()) return 0;
  const Leg& last = legs.back();
  return last.first_step + (last.is_message ? std::size(kMessageSteps) : std::size(kStageSteps));
}

}  // namespace

RequestLog::RequestLog(std::vector<Leg> legs, std::size_t request_count)
    : legs_(std::move(legs)), step_count_(count_steps(legs_)) {
  records_.reserve(request_count);
  progress_.reserve(request_count);
}

std::size_t RequestLog::open(std::int64_t client) {
  const std::size_t id = records_.size();
  RequestRecord& record = records_.emplace_back();
  record.index = static_cast<std::int64_t>(id);
  record.client = client;
  record.scheduled = SimClock::now() - begun_;
  record.waterfall.parts.assign(step_count_, Duration{0});
  progress_.emplace_back();
  return id;
}

void RequestLog::enter_leg(std::size_t id, std::size_t leg) {
  Progress& request = progress_[id];
  request.leg = leg;
  request.leg_began = SimClock::now();
  request.service_began.reset();
}

void RequestLog::message_arrived(std::size_t id, const MessageTimes& times) {
  if (!is_open(id)) return;
  const MessageParts parts(records_[id].waterfall, legs_[leg_of(id)].first_step);
  parts.connect = times.connect;
  parts.transmission = times.transmission;
  parts.propagation = times.propagation;
  parts.queueing = times.queueing;
}

void RequestLog::service_began(std::size_t id, Duration load) {
  progress_[id].service_began = SimClock::now();
  progress_[id].load = load;
}

void RequestLog::service_ended(std::size_t id, Duration waited, const TierQueue::Service& service) {
  if (!is_open(id)) return;
  const StageParts parts(records_[id].waterfall, legs_[leg_of(id)].first_step);
  parts.queueing = waited;
  parts.load = service.load;
  parts.compute = service.compute;
}

void RequestLog::answered(std::size_t id, std::optional<Duration> deadline) {
  const Duration latency = SimClock::now() - begun_ - records_[id].scheduled;
  end(id, deadline && latency > *deadline ? Outcome::late : Outcome::ok);
}

void RequestLog::dropped(std::size_t id) { end_without_answer(id, Outcome::dropped); }

void RequestLog::give_up(std::size_t id) {
  const Progress& request = progress_[id];
  Waterfall& waterfall = records_[id].waterfall;
  const SimTime now = SimClock::now();
  const Leg& leg = legs_[request.leg];
  if (leg.is_message) {
    MessageParts(waterfall, leg.first_step).queueing = now - request.leg_began;
  } else {
    const StageParts parts(waterfall, leg.first_step);
    const SimTime began = request.service_began.value_or(now);
    parts.queueing = began - request.leg_began;
    parts.load = std::min(now - began, request.load);
    parts.compute = now - began - parts.load;
  }
  end_without_answer(id, Outcome::timeout);
}

std::optional<SimTime> RequestLog::oldest_open() {
  while (oldest_ < progress_.size() && progress_[oldest_].ended) ++oldest_;
  if (oldest_ == progress_.size()) return std::nullopt;
  return begun_ + records_[oldest_].scheduled;
}

void RequestLog::end_without_answer(std::size_t id, Outcome outcome) {
  records_[id].prediction = records_[id].correct = -1;
  end(id, outcome);
}

void RequestLog::end(std::size_t id, Outcome outcome) {
  RequestRecord& record = records_[id];
  record.outcome = outcome;
  record.finished = SimClock::now() - begun_;
  progress_[id].ended = true;
  ++ended_;
  if (record.waterfall.total() != record.latency())
    throw std::logic_error(
        fmt::format("the waterfall of request {} does not add up to its latency", id));
}

}  // namespace tiersim
