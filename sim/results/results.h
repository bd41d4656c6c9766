#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sim/records/profile.h"
#include "sim/request.h"

namespace tiersim {

/// The value that a sweep gave a path, in the base unit of its kind.
struct SweepValue {
  std::string path;  ///< "links.edge-cloud.bandwidth"
  std::string unit;  ///< "bit/s", "byte", "ns", "1"; "" for text
  std::variant<double, std::string> value;
  std::string text;  ///< as written
};

/// One scenario with all its requests.
struct ScenarioResult {
  std::int64_t id{0};
  std::string subject;
  std::string operator_name;
  std::string deployment;
  std::uint64_t seed{0};
  std::string status{"ok"};  ///< "ok", "failed" or "invalid"
  std::string reason;        ///< why it is not ok, or which profile is unstable
  double accuracy{std::numeric_limits<double>::quiet_NaN()};
  double macro_f1{std::numeric_limits<double>::quiet_NaN()};
  std::int64_t model_bytes{0};
  std::string variant;  ///< "subject operators" of Results::variants: the cut of a split named
  bool extrapolated{false};
  /// Of one request, in joules: CPU time times the power that the study states of a busy core.
  double energy{std::numeric_limits<double>::quiet_NaN()};
  std::string fidelity{"packet"};  ///< of the network
  int packets_per_segment{1};      ///< that the network moved at once, where it moved packets
  double wall_seconds{0};
  std::vector<SweepValue> sweep;  ///< the same paths in every scenario of a study
  Route route;
  std::vector<RequestRecord> requests;
};

/// What a results file holds.
struct Results {
  std::map<std::string, std::string> attributes;  ///< of the root: study, versions, machine
  std::map<std::string, std::string> files;       ///< texts that the study follows, by path
  std::vector<ScenarioResult> scenarios;
  std::vector<StageProfile> profiles;
  std::vector<std::string> settings;  ///< of each profile's tier: "edge at 50 % of 1 core, 4 GiB"
  std::map<std::string, VariantRecord> variants;       ///< by "subject operators"
  std::map<std::string, std::vector<CutRecord>> cuts;  ///< by the same, where a cut was chosen
};

}  // namespace tiersim
