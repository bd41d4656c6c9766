#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/arrivals.h"
#include "sim/network_model.h"
#include "sim/records/variant_record.h"
#include "sim/request.h"
#include "sim/service_model.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// One row of a study, ready to run: who asks, who computes what, and what is sent between.
struct Scenario {
  Journey journey;                      ///< where every request stops, in order
  std::string origin{"mobile"};         ///< where requests start and where their answers return
  std::vector<BatchProfiles> profiles;  ///< one per stage, not owned; none if `live` is set
  LiveCompute* live{nullptr};           ///< computes for real, warm starts only; not owned
  std::vector<QueueSettings> queues;    ///< one per stage
  /// From the origin to the first stage: one size, or one size for every test sample.
  std::vector<Bytes> payload{{1}};
  std::vector<Bytes> between;  ///< from each stage to the next
  Bytes answer;
  std::int64_t request_count{100};
  Arrivals arrivals{ClosedLoop{}};
  int clients{1};                      ///< each has its own connections
  std::optional<Duration> deadline;    ///< an answer that takes longer is late
  std::optional<Duration> timeout;     ///< a client gives up a request that takes longer
  bool cold_start{false};              ///< every request pays for new connections and for loading
  bool connection_per_request{false};  ///< every request pays for new connections
  /// Before a warm start, one request's messages of each client open its connections.
  bool warm_up{true};
  /// The simulation stops if no request ends for so long while at least one is open.
  Duration patience{std::chrono::hours(1)};
  std::uint64_t seed{1};         ///< of this scenario's arrivals and service times
  std::uint64_t sample_seed{1};  ///< of the order of test samples; paired scenarios share it
  const VariantRecord* variant{nullptr};  ///< for predictions; nullptr: none are known
};

/// What became of a scenario's requests.
struct SimulationResult {
  /// By index. All requests, or those that had started if `problem` is not empty.
  std::vector<RequestRecord> requests;
  std::string problem;  ///< why not all requests could end; empty if they did
};

/// Runs all requests of a scenario on the clock that `network` was built on. A request that its
/// client gives up is still carried and computed, because nobody tells the tiers. Throws
/// std::logic_error if the parts of a waterfall do not add up to its latency.
SimulationResult simulate(const Scenario& scenario, NetworkModel& network);

}  // namespace tiersim
