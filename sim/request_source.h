#pragma once

#include <functional>

#include "sim/arrivals.h"
#include "sim/clock.h"

namespace tiersim {

/// Starts a scenario's requests: when its arrivals say so, or when a client was answered and has
/// thought.
class RequestSource {
 public:
  /// Starts a request of a client.
  using Start = std::function<void(int client)>;

  /// `arrivals` must outlive this object.
  RequestSource(const Arrivals& arrivals, int clients, std::int64_t request_count,
                std::uint64_t seed, Start start);

  /// Arrival times count from now on. In a closed loop, every client starts its first request now.
  void begin();

  /// A request of this client has ended. In a closed loop, the client thinks and starts its next.
  void request_ended(int client);

 private:
  bool all_started() const { return started_ >= request_count_; }
  void start(int client);
  void await_arrival();

  const Arrivals& arrivals_;
  const int clients_;
  const std::int64_t request_count_;
  const Start start_;
  ArrivalTimes times_;
  RandomStream thinking_;
  SimTime begun_{};
  std::int64_t started_{0};
};

}  // namespace tiersim
