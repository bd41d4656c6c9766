#include "models/service/client/waterfall.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

namespace tiersim::service {
namespace {

/// Goes through the legs of a request and the stamps of its endpoints side by side.
class LegWalk {
 public:
  LegWalk(const std::vector<Leg>& legs, const Endpoints& endpoints, const RequestReport& report,
          const SplitMessage& split)
      : legs_(legs), endpoints_(endpoints), report_(report), split_(split), at_(report.scheduled) {
    if (legs.empty()) throw std::invalid_argument("a request has at least one leg");
    const Leg& last = legs.back();
    parts_.parts.assign(
        last.first_step + (last.is_message ? std::size(kMessageSteps) : std::size(kStageSteps)),
        Duration{0});
  }

  MeasuredWaterfall result() {
    const bool answered = report_.end == RequestEnd::answered;
    std::size_t leg = 0;
    while (leg < legs_.size() && (legs_[leg].is_message ? pass_message(leg) : pass_stage(leg)))
      ++leg;
    if (answered && leg < legs_.size())
      throw std::invalid_argument("the stamps of the answer do not fit the legs of the request");
    const std::int64_t finished = dropped_at_ != 0 ? dropped_at_ : report_.finished;
    const Leg& in = legs_[std::min(leg, legs_.size() - 1)];
    const Duration rest = advance(finished);
    (in.is_message ? MessageParts(parts_, in.first_step).queueing
                   : StageParts(parts_, in.first_step).queueing) += rest;
    return {parts_, finished};
  }

 private:
  const Stamps& sender() const { return report_.stamps[sender_]; }

  Duration advance(std::int64_t to) {
    if (to < at_) throw std::invalid_argument("the stamps of a request go back in time");
    const Duration passed(to - at_);
    at_ = to;
    return passed;
  }

  /// The record of the process that received the message; the size of the list if none did.
  std::size_t receiver_of(const Leg& leg, bool is_last) const {
    for (std::size_t i = sender_ + 1; i < report_.stamps.size(); ++i) {
      if (endpoints_.place_of(report_.stamps[i].endpoint) != leg.to) continue;
      // The last message ends at the client, also if a service of the same place handed it on.
      if (is_last && report_.end == RequestEnd::answered) return report_.stamps.size() - 1;
      return report_.stamps[i].received_all != 0 ? i : report_.stamps.size();
    }
    return report_.stamps.size();
  }

  bool pass_message(std::size_t number) {
    const Leg& leg = legs_[number];
    const std::size_t receiver = receiver_of(leg, number + 1 == legs_.size());
    if (receiver == report_.stamps.size()) return false;
    const Duration connect(std::max<std::int64_t>(0, sender().connected - at_));
    const std::int64_t began = at_;
    const Duration took = advance(report_.stamps[receiver].received_all);
    const MessageTimes times = split_(leg, began, took, std::min(connect, took));
    if (times.total() != took)
      throw std::logic_error("the parts of a message do not add up to its time");
    MessageParts parts(parts_, leg.first_step);
    parts.connect = times.connect;
    parts.transmission = times.transmission;
    parts.propagation = times.propagation;
    parts.queueing = times.queueing;
    sender_ = receiver;
    return true;
  }

  bool pass_stage(std::size_t number) {
    const Leg& leg = legs_[number];
    const auto computes = [&](std::size_t i) {
      return i < report_.stamps.size() &&
             endpoints_.place_of(report_.stamps[i].endpoint) == leg.from;
    };
    if (!computes(sender_) || report_.stamps[sender_].endpoint == endpoints_.client.number)
      ++sender_;  // the client handed the request to a service of its own place
    if (!computes(sender_)) return false;
    const Stamps& stamps = sender();
    if (stamps.ended == 0) {
      if (report_.end == RequestEnd::dropped) dropped_at_ = stamps.queued;
      return false;
    }
    if (stamps.stage != static_cast<int>(leg.stage)) return false;
    StageParts parts(parts_, leg.first_step);
    parts.queueing = advance(stamps.started);
    parts.load = advance(stamps.loaded);
    parts.compute = advance(stamps.ended);
    return true;
  }

  const std::vector<Leg>& legs_;
  const Endpoints& endpoints_;
  const RequestReport& report_;
  const SplitMessage& split_;
  Waterfall parts_;
  std::int64_t at_;        ///< the end of the last leg
  std::size_t sender_{0};  ///< the record of the process where the request is
  std::int64_t dropped_at_{0};
};

}  // namespace

MeasuredWaterfall waterfall(const std::vector<Leg>& legs, const Endpoints& endpoints,
                            const RequestReport& report, const SplitMessage& split) {
  return LegWalk(legs, endpoints, report, split).result();
}

}  // namespace tiersim::service
