#pragma once

#include <functional>

#include "sim/arrivals.h"
#include "sim/timeline.h"

namespace tiersim {

/// Starts the requests of a scenario, until the wanted number has started. In an open loop or a
/// trace, requests start at the arrival times, and the clients take turns. In a closed loop, a
/// client's next request starts when its previous request has ended and its think time has passed.
class RequestSource {
 public:
  /// The type of the function that starts one request. `client` is the number of the client that
  /// sends it. `due` is the time on the timeline at which the request should start. In real time,
  /// the call may come a little after `due`.
  using Start = std::function<void(int client, Duration due)>;

  /// `clients` is the number of clients, `request_count` the number of requests to start in all.
  /// `seed` decides the random arrival times and think times. `start` is called for each request.
  /// `arrivals` and `timeline` must outlive this object. This object must outlive the events that
  /// it puts on `timeline`.
  RequestSource(const Arrivals& arrivals, int clients, std::int64_t request_count,
                std::uint64_t seed, Start start, Timeline& timeline = simulated_timeline());

  /// Begins to start requests. Arrival times count from now on. In a closed loop, every client
  /// starts its first request inside this call.
  void begin();

  /// Reports that a request of this client has ended. In a closed loop, the client starts its next
  /// request after its think time, unless all requests have started. In an open loop or a trace,
  /// nothing happens.
  void request_ended(int client);

 private:
  bool all_started() const { return started_ >= request_count_; }
  void start(int client, Duration due);
  void await_arrival();

  const Arrivals& arrivals_;
  const int clients_;
  const std::int64_t request_count_;
  const Start start_;
  ArrivalTimes times_;
  RandomStream thinking_;
  Timeline& timeline_;
  Duration begun_{0};
  std::int64_t started_{0};
};

}  // namespace tiersim
