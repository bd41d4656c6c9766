#pragma once

#include <optional>
#include <vector>

#include "sim/clock.h"
#include "sim/journey.h"
#include "sim/network_model.h"
#include "sim/request.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// The records of a scenario's requests, and the leg that each request is in. A leg (Leg) is one
/// message or the computation of one stage. The simulation reports each event of a request here at
/// the simulated time of the event. The waterfall of a request does not change after the request
/// has ended, although a tier may still compute a stage of the request.
class RequestLog {
 public:
  /// Creates an empty log for requests that all pass the same `legs`: messages and computations of
  /// stages, in the order of time. `request_count` is the expected number of requests; it only
  /// reserves memory.
  RequestLog(std::vector<Leg> legs, std::size_t request_count);

  /// Makes the current simulated time the zero of the times in the records. Must be called before
  /// the first open().
  void begin() { begun_ = SimClock::now(); }

  /// Adds a request of the client with the number `client`. Its scheduled start is the current
  /// simulated time. Returns the number of the request. The requests of all clients are numbered
  /// together, from 0.
  std::size_t open(std::int64_t client);

  // The next functions report an event of the request `id` that happens now.
  /// Records that the request now begins the leg with the index `leg` in legs().
  void enter_leg(std::size_t id, std::size_t leg);
  /// Records that the message of the request's current leg has arrived. Stores `times` in the
  /// waterfall, unless the request has ended.
  void message_arrived(std::size_t id, const MessageTimes& times);
  /// Records that a worker begins now to serve the stage of the request's current leg. `load` is
  /// the part of the service time in which the model is loaded.
  void service_began(std::size_t id, Duration load);
  /// Records that a worker has finished the stage of the request's current leg. Stores the stage's
  /// times in the waterfall, unless the request has ended: `waited`, which is the time that the
  /// request spent in the tier's queue, and the load time and compute time of `service`.
  void service_ended(std::size_t id, Duration waited, const TierQueue::Service& service);

  // The next functions end the request `id` now. Each throws std::logic_error if the parts of the
  // waterfall do not add up to the latency.
  /// Records that the answer arrives now at the request's origin, which ends the request. The
  /// outcome is `late` if there is a `deadline` and the latency is above it, otherwise `ok`.
  void answered(std::size_t id, std::optional<Duration> deadline);
  /// Records that the request ends now because a tier's queue was full. Its outcome is `dropped`.
  /// Its prediction becomes unknown (-1).
  void dropped(std::size_t id);
  /// Records that the client gives up the request now. Its outcome is `timeout`, and its prediction
  /// becomes unknown (-1). The time since the request's current leg began is stored in the
  /// waterfall. For a message, all of it is network queueing. For a stage, it is divided into
  /// queueing, load and compute time.
  void give_up(std::size_t id);

  /// The legs (messages and stages) that every request passes, in the order of time.
  const std::vector<Leg>& legs() const { return legs_; }
  /// Returns the index in legs() of the leg that the request `id` is in. After the end of the
  /// request, it is the leg that the request was in last, or the one that its computation has
  /// reached.
  std::size_t leg_of(std::size_t id) const { return progress_[id].leg; }
  /// Whether the request `id` has not ended yet.
  bool is_open(std::size_t id) const { return !progress_[id].ended; }
  /// The record of the request `id`, which the caller may change.
  RequestRecord& record(std::size_t id) { return records_[id]; }
  /// The number of requests that have started.
  std::size_t opened() const { return records_.size(); }
  /// The number of requests that have ended.
  std::size_t ended() const { return ended_; }

  /// The time at which the oldest of the requests that have not ended was scheduled; empty if all
  /// have ended.
  std::optional<SimTime> oldest_open();

  /// Moves the records out. The log must not be used afterwards.
  std::vector<RequestRecord> take_records() { return std::move(records_); }

 private:
  struct Progress {
    std::size_t leg{0};
    SimTime leg_began{};
    std::optional<SimTime> service_began;
    Duration load{0};  ///< load time of the service that has begun
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
  std::size_t oldest_{0};  ///< every request with a lower number has ended
};

}  // namespace tiersim
