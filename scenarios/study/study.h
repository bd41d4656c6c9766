#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/protocol/model_spec.h"
#include "network/fidelity.h"
#include "network/link/topology.h"
#include "network/link/transport.h"
#include "scenarios/study/imported_profiles.h"
#include "scenarios/study/study_operator.h"
#include "sim/arrivals.h"
#include "sim/base/quantity.h"
#include "sim/base/shared.h"
#include "sim/records/tier_settings.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// How the bytes of a request message encode the input of the model.
enum class Encoding {
  tensor,      ///< the input tensor's own bytes
  float32,     ///< four bytes for each of its numbers
  base64_json  ///< base64 of the tensor in JSON, as TensorFlow Serving reads it
};

/// Where requests come from and what they carry.
struct RequestSettings {
  /// A size, a way to write the tensor, or what the data set holds of each sample.
  struct Sample {};
  std::variant<Encoding, Sample, Bytes> payload{Encoding::tensor};
  Bytes answer{1000};
  std::int64_t count{100};  ///< per scenario
  Arrivals arrivals{ClosedLoop{}};
  std::string arrivals_text{"closed-loop"};  ///< as written
  int clients{1};
  std::optional<Duration> deadline, timeout;
};

/// How the network is simulated.
struct NetworkSettings {
  Fidelity fidelity{Fidelity::packet};
  Transport transport;
  bool connection_per_request{false};
};

/// By name.
template <typename Value>
using SharedMap = Shared<std::map<std::string, Value>>;

/// One study with one value for everything that can be swept; defaults are the baseline. The points
/// of a sweep share what it leaves alone.
struct Study {
  std::string question;
  SharedMap<ModelSpec> models;  ///< those the study brings, by name
  Shared<std::vector<std::string>> subjects;
  Shared<std::vector<StudyOperator>> operators;
  Shared<std::vector<std::string>> deployments;
  SharedMap<TierSettings> tiers;       ///< by name
  SharedMap<QueueSettings> queues;     ///< of the same
  SharedMap<Link> links;               ///< "mobile-edge", "edge-cloud", ...
  SharedMap<std::string> trace_files;  ///< of the links that follow one, as written
  NetworkSettings network;
  bool store_and_forward{false};                     ///< messages stop at every place, whole
  std::string profiles_file;                         ///< as written: what was measured elsewhere
  std::shared_ptr<const ImportedProfiles> imported;  ///< nullptr: everything is measured here
  RequestSettings request;
  bool cold_start{false};
  bool extrapolate{false};  ///< tiers larger than the machine are calculated
  bool live{false};         ///< requests are computed while they are simulated
  std::int64_t seed{1};
};

/// Where requests start: at the client in front of the mobile tier, or on the device itself.
std::string origin_of(const Study& study);

/// The places that links lead to from there, and the links; `mobile-cloud` is a shortcut.
Topology topology_of(const Study& study);

/// The batch sizes that have to be measured of a tier: 1, 2, 4, ... and the largest it may make.
std::vector<int> measured_batches(const Study& study, const std::string& tier);

/// "mobile-edge" to {"mobile", "edge"}.
std::vector<std::string> tiers_of(const std::string& deployment);

}  // namespace tiersim
