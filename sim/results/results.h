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

/// The value that a sweep gave to one key of the study.
struct SweepValue {
  std::string path;  ///< the key: "links.edge-cloud.bandwidth"
  /// Base unit of `value`, such as "bit/s", "byte", "ns" or "1"; "" if it is a text.
  std::string unit;
  std::variant<double, std::string> value;
  std::string text;  ///< the value as the study writes it: "10 Mbps"
};

/// The result of a scenario: its record, its swept values and all its requests.
struct ScenarioResult : ScenarioRecord {
  /// One entry for each swept key; the keys are those of all scenarios of the study.
  std::vector<SweepValue> sweep;
  /// The steps of the scenario's requests.
  Route route;
  std::vector<RequestRecord> requests;
};

/// The whole content of a results file, in memory.
struct Results {
  /// The text attributes of the file's root group, by name. They hold the text of the study, the
  /// versions of the programs, and the machine on which the study ran.
  std::map<std::string, std::string> attributes;
  /// Contents of the trace files that the study names. The key is the path as the study writes it.
  std::map<std::string, std::string> files;
  std::vector<ScenarioResult> scenarios;
  std::vector<StageProfile> profiles;
  std::map<VariantId, VariantRecord> variants;
  /// The possible cuts of each model whose cut the study left open (`cut: auto`). The key is the id
  /// of the model before it is cut.
  std::map<VariantId, std::vector<CutRecord>> cuts;
  /// What the files that were merged have in different versions, so that it is not known which one
  /// belongs to which scenario: "profiles of net int8 stage 0 on edge". Empty unless the file was
  /// merged.
  std::vector<std::string> contradictions;
};

}  // namespace tiersim
