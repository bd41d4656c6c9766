#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sim/records/cut_record.h"
#include "sim/records/scenario_record.h"
#include "sim/records/stage_profile.h"
#include "sim/records/variant_record.h"
#include "sim/request.h"

namespace tiersim {

/// The value that a sweep gave a path, in the base unit of its kind.
struct SweepValue {
  std::string path;  ///< "links.edge-cloud.bandwidth"
  std::string unit;  ///< "bit/s", "byte", "ns", "1"; "" for text
  std::variant<double, std::string> value;
  std::string text;  ///< as written
};

/// A scenario with all its requests.
struct ScenarioResult : ScenarioRecord {
  std::vector<SweepValue> sweep;  ///< the same paths in every scenario of a study
  Route route;
  std::vector<RequestRecord> requests;
};

/// The content of a results file.
struct Results {
  std::map<std::string, std::string> attributes;  ///< of the root: study, versions, machine
  std::map<std::string, std::string> files;       ///< texts that the study follows, by path
  std::vector<ScenarioResult> scenarios;
  std::vector<StageProfile> profiles;
  std::map<VariantId, VariantRecord> variants;
  /// The places where a model could be cut, for each model whose cut the study left open. The id is
  /// that of the model before the cut.
  std::map<VariantId, std::vector<CutRecord>> cuts;
};

}  // namespace tiersim
