#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/network_model.h"
#include "sim/profile.h"
#include "sim/request.h"
#include "sim/service_model.h"

namespace tiersim {

/// One row of a study, ready to run: who computes what, and what is sent between.
struct Scenario {
  std::vector<std::string> tiers;             ///< in order; each computes one stage
  std::string origin{"mobile"};               ///< where requests start and answers return
  std::vector<const StageProfile*> profiles;  ///< one per tier, not owned; none where `live` is
  LiveCompute* live{nullptr};                 ///< computes for real, warm starts only; not owned
  std::vector<int> workers;                   ///< one per tier
  Bytes payload;                              ///< from the origin to the first tier
  std::vector<Bytes> between;                 ///< from each tier to the next
  Bytes answer;
  std::int64_t request_count{100};
  bool cold_start{false};        ///< every request pays for new connections and for loading
  std::uint64_t seed{1};         ///< of this scenario's service times
  std::uint64_t sample_seed{1};  ///< of the order of test samples, shared by paired scenarios
  const VariantRecord* variant{nullptr};  ///< for predictions; nullptr where none are known
};

/// Runs all requests of a scenario, one after the other (closed loop, one client), on the clock
/// that `network` was built on. Throws std::logic_error should a waterfall not add up to its
/// latency.
std::vector<RequestRecord> simulate(const Scenario& scenario, NetworkModel& network);

}  // namespace tiersim
