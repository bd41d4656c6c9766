#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/protocol/model_spec.h"
#include "network/emulation/link_back_end.h"
#include "network/fidelity.h"
#include "network/link/topology.h"
#include "network/link/transport.h"
#include "scenarios/study/goal.h"
#include "scenarios/study/imported_profiles.h"
#include "scenarios/study/study_operator.h"
#include "sim/arrivals.h"
#include "sim/base/quantity.h"
#include "sim/base/shared.h"
#include "sim/records/tier_settings.h"
#include "sim/tier_queue.h"

namespace tiersim {

/// How a request message encodes the input tensor of the model. The encoding decides the size of
/// the message.
enum class Encoding {
  tensor,      ///< the bytes of the tensor in its own type
  float32,     ///< four bytes for each number of the tensor
  base64_json  ///< base64 of the tensor in JSON, as TensorFlow Serving reads it
};

/// The settings of the key `request`: what requests carry, when they come, and how they end.
struct RequestSettings {
  /// A payload that is one test sample as the data set stores it (pixels, image file or text).
  struct Sample {};
  /// The message to the first tier: an encoded tensor, a stored sample, or a number of bytes.
  std::variant<Encoding, Sample, Bytes> payload{Encoding::tensor};
  Bytes answer{1000};
  Bytes envelope{0};        ///< what a message between two halves of a model has beside the tensor
  std::int64_t count{100};  ///< number of requests of each scenario
  Arrivals arrivals{ClosedLoop{}};
  std::string arrivals_text{"closed-loop"};  ///< text of the key `arrivals`, e.g. "poisson 5 /s"
  int clients{1};
  std::optional<Duration> deadline, timeout;
};

/// The settings of the key `network`: how the network is simulated.
struct NetworkSettings {
  Fidelity fidelity{Fidelity::packet};
  Transport transport;
  bool connection_per_request{false};
};

/// The settings of the key `emulate`: how the study runs in real time. A simulation ignores them.
struct EmulationSettings {
  LinkBackEnd links{LinkBackEnd::ns3};  ///< what carries the packets
};

/// A map from names to values. Copies of it share their memory until one of them is changed.
template <typename Value>
using SharedMap = Shared<std::map<std::string, Value>>;

/// All settings of a study, each with one value. The initial values are the defaults of a study
/// file. A sweep has one Study for each of its points; they share the memory of the settings that
/// the sweep does not change.
struct Study {
  std::string question;
  SharedMap<ModelSpec> models;  ///< the user's own models, by name
  Shared<std::vector<std::string>> subjects;
  Shared<std::vector<StudyOperator>> operators;
  Shared<std::vector<std::string>> deployments;
  SharedMap<TierSettings> tiers;    ///< by name: "mobile", "edge", "cloud"
  SharedMap<QueueSettings> queues;  ///< queues of the tiers, by name of the tier
  SharedMap<Link> links;            ///< by name: "mobile-edge", "edge-cloud", ...
  /// Paths of the trace files, relative to the folder of the study or absolute, by name of the
  /// link. Links without a trace are not in it.
  SharedMap<std::string> trace_files;
  NetworkSettings network;
  /// Whether each place on a path receives a whole message before it forwards the message.
  bool store_and_forward{false};
  std::string profiles_file;  ///< path of the file of imported profiles; empty: none
  /// Content of the file of imported profiles; nullptr: none.
  std::shared_ptr<const ImportedProfiles> imported;
  RequestSettings request;
  bool cold_start{false};
  /// Whether the profiles of a tier with more cores than this machine are calculated from profiles
  /// of two smaller tiers. If false, such a tier needs imported profiles.
  bool extrapolate{false};
  bool live{false};  ///< whether the real model computes each request in the simulation
  EmulationSettings emulation;
  Goal goal;  ///< no simulated figure depends on it
  std::int64_t seed{1};
};

/// The name of the place where requests start: "client" if the study has the link `client-mobile`,
/// otherwise "mobile".
std::string origin_of(const Study& study);

/// The network of a study: the places from the origin of requests to the cloud, in a row, and the
/// study's links between them. The link `mobile-cloud`, if there is one, bypasses the edge.
Topology topology_of(const Study& study);

/// The batch sizes at which service times are measured on a tier, in requests: 1, 2, 4, ... and the
/// largest batch of the tier. Only 1 if the tier has no batches.
std::vector<int> measured_batches(const Study& study, const std::string& tier);

/// The names of the tiers of a deployment: {"mobile", "edge"} for "mobile-edge", {"edge"} for
/// "edge".
std::vector<std::string> tiers_of(const std::string& deployment);

}  // namespace tiersim
