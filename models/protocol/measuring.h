#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "sim/records/tier_settings.h"
#include "sim/records/variant_record.h"

namespace tiersim::protocol {

/// The messages that measure a stage. A process loads at most one stage. From then on it is held to
/// the limits of its tier and works for that stage until it ends.
///
/// | request                                 | answer                                          |
/// | {"request": "load", variant, ...}       | "loaded": LoadedStage                           |
/// | {"request": "sample", "first", "count"} | "samples": Samples; only after "load"           |
/// | {"request": "infer", "sample", "input"} | "answer": LiveAnswer; only after "load"         |
/// | {"request": "cold start", variant, ...} | "started": ColdStart; only request of a process |

struct LoadRequest {
  VariantRecord variant;
  int stage{0};
  TierSettings tier;
  std::optional<ModelSpec> model{};  ///< set if the study brings the subject
  std::int64_t first_input{0};       ///< index of the first item to read; differs among processes
};

struct LoadedStage {
  std::string mechanism;  ///< "none", "paced", "cgroup-v1", "cgroup-v2" or "closed-loop"
  int threads{1};
  double cpus{1};            ///< CPU seconds per wall second that the process may use
  MeasuredTime expected;     ///< time of a warm inference on the tier: CPU time / cpus
  MeasuredTime unthrottled;  ///< median time of warm inferences before the share was enforced
};

/// Times of consecutive warm inferences.
struct Samples {
  std::vector<MeasuredTime> service;  ///< wall time of each inference, with the wait of its pacing
  MeasuredTime cpu;                   ///< CPU time of all inferences
  MeasuredTime wall;                  ///< sum of `service`
  MeasuredTime elapsed;  ///< wall time from the first start to the last end, gaps included
  /// Time that other guests of the host took meanwhile: the mean per core, in steps of 10 ms.
  MeasuredTime stolen;
  /// Time that a thread waited for a core that another process used: the mean per thread. 0 under
  /// a quota.
  MeasuredTime waited;
};

struct LiveAnswer {
  MeasuredTime service, cpu;
  std::int64_t prediction{-1};       ///< the class, if this is the last stage; -1 otherwise
  std::vector<std::uint8_t> output;  ///< the next stage's input, pickled; empty if this is the last
};

struct ColdStart {
  MeasuredTime load;  ///< from the start of the process to the end of the first inference
  Bytes peak_memory;  ///< peak resident memory of that process
};

nlohmann::json to_json(const TierSettings& value);
nlohmann::json to_json(const LoadRequest& value);  ///< without the field "request"
nlohmann::json to_json(const LoadedStage& value);
nlohmann::json to_json(const Samples& value);
nlohmann::json to_json(const LiveAnswer& value);
nlohmann::json to_json(const ColdStart& value);

/// Each throws nlohmann::json::exception if a field is missing or has another type.
TierSettings tier_from(const nlohmann::json& message);
LoadRequest load_request_from(const nlohmann::json& message);
LoadedStage loaded_stage_from(const nlohmann::json& message);
Samples samples_from(const nlohmann::json& message);
LiveAnswer live_answer_from(const nlohmann::json& message);
ColdStart cold_start_from(const nlohmann::json& message);

}  // namespace tiersim::protocol
