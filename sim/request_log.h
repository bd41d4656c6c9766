#pragma once

#include <optional>
#include <vector>

#include "sim/clock.h"
#include "sim/journey.h"
#include "sim/network_model.h"
#include "sim/request.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// The records of a scenario's requests, and where each request is now. Once a request has ended,
/// its record does not change any more, although its tiers may still work on it.
class RequestLog {
 public:
  RequestLog(std::vector<Leg> legs, std::size_t request_count);

  /// Records count their times from now on.
  void begin() { begun_ = SimClock::now(); }

  /// A new request that is scheduled now. Returns its number.
  std::size_t open(std::int64_t client);

  // A request's way. Each of these happens now.
  void enter_leg(std::size_t id, std::size_t leg);
  void message_arrived(std::size_t id, const MessageTimes& times);
  void service_began(std::size_t id, Duration load);
  void service_ended(std::size_t id, Duration waited, const TierQueue::Service& service);

  // A request's end. Each of these throws std::logic_error if the parts of the waterfall do not add
  // up to the latency.
  void answered(std::size_t id, std::optional<Duration> deadline);
  void dropped(std::size_t id);
  /// The time that the request has spent in its leg so far goes to the step that it is in.
  void give_up(std::size_t id);

  const std::vector<Leg>& legs() const { return legs_; }
  std::size_t leg_of(std::size_t id) const { return progress_[id].leg; }
  bool is_open(std::size_t id) const { return !progress_[id].ended; }
  RequestRecord& record(std::size_t id) { return records_[id]; }
  std::size_t opened() const { return records_.size(); }
  std::size_t ended() const { return ended_; }

  /// When the oldest request was scheduled that has not ended; none if all have ended.
  std::optional<SimTime> oldest_open();

  std::vector<RequestRecord> take_records() { return std::move(records_); }

 private:
  struct Progress {
    std::size_t leg{0};
    SimTime leg_began{};
    std::optional<SimTime> service_began;
    Duration load{0};  ///< of the service that has begun
    bool ended{false};
  };

  void end(std::size_t id, Outcome outcome);
  void end_without_answer(std::size_t id, Outcome outcome);

  const std::vector<Leg> legs_;
  const std::size_t step_count_;
  SimTime begun_{};
  std::vector<RequestRecord> records_;
  std::vector<Progress> progress_;
  std::size_t ended_{0};
  std::size_t oldest_{0};  ///< every request before this one has ended
};

}  // namespace tiersim
