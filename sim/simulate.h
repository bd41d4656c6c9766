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

/// Everything that simulate() needs to know of one scenario: the clients, the stages with their
/// tiers, and the sizes of the messages.
struct Scenario {
  Journey journey;                      ///< stops of every request, in order
  std::string origin{"mobile"};         ///< where requests start and where their answers return
  std::vector<BatchProfiles> profiles;  ///< one per stage, not owned; empty if `live` is set
  /// If set, computes every stage with the real model, in place of times drawn from `profiles`; not
  /// owned. It may be set only if `cold_start` is false.
  LiveCompute* live{nullptr};
  std::vector<QueueSettings> queues;  ///< queue and workers of the tier of each stage
  /// Size of the message from the origin to the first stage: one size for all requests, or one for
  /// each test sample.
  std::vector<Bytes> payload{{1}};
  std::vector<Bytes> between;       ///< size of the message from each stage to the next
  Bytes answer;                     ///< size of the message from the last stage to the origin
  std::int64_t request_count{100};  ///< requests of all clients together
  Arrivals arrivals{ClosedLoop{}};
  int clients{1};                      ///< number of clients; each has its own connections
  std::optional<Duration> deadline;    ///< an answer with a larger latency is late
  std::optional<Duration> timeout;     ///< a client gives up a request after this time
  bool cold_start{false};              ///< every request opens new connections and loads the model
  bool connection_per_request{false};  ///< every request opens new connections
  /// Whether the messages of one request of each client are sent before the requests that count.
  /// They open the connections. No effect if every request opens new connections.
  bool warm_up{true};
  /// The longest simulated time in which no request ends although one is open. After that, the
  /// simulation stops and SimulationResult::problem says so.
  Duration patience{std::chrono::hours(1)};
  std::uint64_t seed{1};  ///< seed for arrivals and service times
  /// Seed for the order of test samples; scenarios that are compared share it.
  std::uint64_t sample_seed{1};
  /// The variant whose predictions for the test samples are the answers to the requests; not owned.
  /// If it is nullptr, the answers are not known.
  const VariantRecord* variant{nullptr};
};

/// The requests of a simulated scenario, and whether all of them ended.
struct SimulationResult {
  /// The records of the requests, by their index. If `problem` is not empty, only the requests that
  /// had started; those still open then have the outcome `timeout`.
  std::vector<RequestRecord> requests;
  std::string problem;  ///< why not all requests could end; empty if all ended
  /// The time that the workers of each stage's tier were busy, summed over the workers.
  std::vector<Duration> busy;
  Duration span{0};  ///< time from the begin of the requests to the end of the last one
};

/// Simulates a scenario on ns-3's clock, from the current simulated time until all its requests
/// have ended, or until they make no progress. `network` carries the messages. Tiers do not learn
/// that a client gave up a request: they still compute it. Throws std::logic_error if the parts of
/// a waterfall do not add up to the latency of its request.
SimulationResult simulate(const Scenario& scenario, NetworkModel& network);

}  // namespace tiersim
