#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/arrivals.h"
#include "sim/network_model.h"
#include "sim/records/profile.h"
#include "sim/request.h"
#include "sim/service_model.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// One row of a study, ready to run: who asks, who computes what, and what is sent between.
struct Scenario {
  Journey journey;                      ///< where every request stops, in order
  std::string origin{"mobile"};         ///< where requests start and answers return
  std::vector<BatchProfiles> profiles;  ///< one per stage, not owned; none where `live` is
  LiveCompute* live{nullptr};           ///< computes for real, warm starts only; not owned
  std::vector<QueueSettings> queues;    ///< one per stage
  /// From the origin to the first stage; one size, or one for every test sample.
  std::vector<Bytes> payload{{1}};
  std::vector<Bytes> between;  ///< from each stage to the next
  Bytes answer;
  std::int64_t request_count{100};
  Arrivals arrivals{ClosedLoop{}};
  int clients{1};                      ///< each with its own connections
  std::optional<Duration> deadline;    ///< an answer is late after so long
  std::optional<Duration> timeout;     ///< after so long its client waits no longer
  bool cold_start{false};              ///< every request pays for new connections and for loading
  bool connection_per_request{false};  ///< as cold starts have it
  bool warm_up{true};  ///< of a warm start: one request's messages of each client before
  Duration patience{std::chrono::hours(1)};  ///< without a request that ends: the run is given up
  std::uint64_t seed{1};                     ///< of this scenario's arrivals and service times
  std::uint64_t sample_seed{1};  ///< of the order of test samples, shared by paired scenarios
  const VariantRecord* variant{nullptr};  ///< for predictions; nullptr where none are known
};

/// What became of a scenario's requests.
struct SimulationResult {
  std::vector<RequestRecord> requests;  ///< by index; all of them unless `problem`
  std::string problem;                  ///< why it could not end; empty where it did
};

/// Runs all requests of a scenario on the clock that `network` was built on. A request that is
/// given up is still carried and computed: nobody tells the tiers. Throws std::logic_error should a
/// waterfall not add up to its latency.
SimulationResult simulate(const Scenario& scenario, NetworkModel& network);

}  // namespace tiersim
