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
  Journey journey;               ///< stops of every request, in order
  std::string origin{"mobile"};  ///< where requests start and where their answers return
  /// For each stage: its profiles by batch size, not owned; empty if `live` is set.
  std::vector<BatchProfiles> profiles;
  /// If set, computes every stage with the real model, while the scenario is simulated. Its
  /// measured times replace the times drawn from `profiles`. Not owned. It may be set only if
  /// `cold_start` is false.
  LiveCompute* live{nullptr};
  std::vector<QueueSettings> queues;  ///< for each stage: the queue and the workers of its tier
  /// Size of the message from the origin to the first stage: one size for all requests, or one for
  /// each test sample.
  std::vector<Bytes> payload{{1}};
  std::vector<Bytes> between;       ///< entry i: size of the message from stage i to stage i + 1
  Bytes answer;                     ///< size of the message from the last stage to the origin
  std::int64_t request_count{100};  ///< requests of all clients together
  Arrivals arrivals{ClosedLoop{}};
  int clients{1};                    ///< number of clients; each has its own connections
  std::optional<Duration> deadline;  ///< an answer with a larger latency is late; empty: none is
  /// Time from the start of a request until its client gives it up; empty: never.
  std::optional<Duration> timeout;
  /// Every request opens new connections, and a worker loads the model before each batch.
  bool cold_start{false};
  bool connection_per_request{false};  ///< every request opens new connections
  /// Whether each client sends the messages of one request before the requests that are recorded.
  /// These messages open the connections. No effect if every request opens new connections.
  bool warm_up{true};
  /// The simulation stops if a request is open and none has ended for this simulated time. It
  /// checks this at multiples of this time, so it stops after at most twice this time.
  /// SimulationResult::problem then says why it stopped.
  Duration patience{std::chrono::hours(1)};
  std::uint64_t seed{1};  ///< seed for arrival, think, service and load times
  /// Seed for the random choice of each request's test sample. Scenarios that are compared have the
  /// same value, so their requests carry the same samples.
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
/// have ended. Stops earlier if no request ends for Scenario::patience. `network` carries the
/// messages. A tier that has received a request computes it even if the client has given it up.
/// Throws std::out_of_range if `network` lacks a place of the scenario, and std::logic_error if the
/// parts of a waterfall do not add up to the latency of its request.
SimulationResult simulate(const Scenario& scenario, NetworkModel& network);

}  // namespace tiersim
