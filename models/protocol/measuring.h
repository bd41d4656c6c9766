#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "sim/records/profile.h"

namespace tiersim::protocol {

/// What is said while a stage is measured. A process that has loaded a stage is held to its tier
/// for good: it answers for that stage until it ends.
///
/// | request                                 | answer                                        |
/// | {"request": "load", variant, ...}       | "loaded": LoadedStage                         |
/// | {"request": "sample", "first", "count"} | "samples": Samples; needs "load" before       |
/// | {"request": "infer", "sample", "input"} | "answer": LiveAnswer; needs "load" before     |
/// | {"request": "cold start", variant, ...} | "started": ColdStart; the first and only one  |

struct LoadRequest {
  VariantRecord variant;
  int stage{0};
  TierSettings tier;
  std::optional<ModelSpec> model{};  ///< of a subject that the study brings
  std::int64_t first_input{0};       ///< of its samples: so that processes read different items
};

struct LoadedStage {
  std::string mechanism;  ///< "none", "paced", "cgroup-v1", "cgroup-v2" or "closed-loop"
  int threads{1};
  double cpus{1};            ///< CPU seconds per wall second that it may use
  MeasuredTime expected;     ///< of one warm inference on the tier, from its CPU time
  MeasuredTime unthrottled;  ///< the median of some warm inferences before the tier's share held
};

/// Consecutive warm inferences.
struct Samples {
  std::vector<MeasuredTime> service;
  MeasuredTime cpu;      ///< that they used in all
  MeasuredTime wall;     ///< that they took in all
  MeasuredTime elapsed;  ///< from the first to the last, with what lies between them
  MeasuredTime stolen;   ///< by other guests of the host meanwhile, per core, in steps of 10 ms
  MeasuredTime waited;   ///< for a core that another process had, per thread
};

struct LiveAnswer {
  MeasuredTime service, cpu;
  std::int64_t prediction{-1};       ///< the class, where this is the last stage
  std::vector<std::uint8_t> output;  ///< what the next stage reads, where there is one
};

struct ColdStart {
  MeasuredTime load;  ///< from the start of the process to the end of the first inference
  Bytes peak_memory;  ///< resident, of that process
};

nlohmann::json to_json(const LoadRequest& value);  ///< without a "request"
nlohmann::json to_json(const LoadedStage& value);
nlohmann::json to_json(const Samples& value);
nlohmann::json to_json(const LiveAnswer& value);
nlohmann::json to_json(const ColdStart& value);

/// Each throws nlohmann::json::exception for a message that lacks a field or has it of another
/// type.
LoadRequest load_request_from(const nlohmann::json& message);
LoadedStage loaded_stage_from(const nlohmann::json& message);
Samples samples_from(const nlohmann::json& message);
LiveAnswer live_answer_from(const nlohmann::json& message);
ColdStart cold_start_from(const nlohmann::json& message);

}  // namespace tiersim::protocol
