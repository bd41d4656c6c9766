#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/protocol/model_spec.h"
#include "sim/records/tier_settings.h"
#include "sim/records/variant_record.h"

namespace tiersim::protocol {

/// The JSON messages with which tiersim has a process of tiersim-tier measure one stage of a
/// variant. A process loads at most one stage. After "load", the process is limited to its share of
/// the tier and works for that stage until it ends. "sample" runs `count` warm inferences, of which
/// the first has the number `first`, and asks for their times. "infer" runs one inference on the
/// test item number `sample` or on the tensor `input`, and asks for its result and time. "cold
/// start" asks for the time from the start of the process to the end of its first inference.
///
/// | request                                 | answer                                          |
/// | {"request": "load", variant, ...}       | "loaded": LoadedStage                           |
/// | {"request": "sample", "first", "count"} | "samples": Samples; only after "load"           |
/// | {"request": "infer", "sample", "input"} | "answer": LiveAnswer; only after "load"         |
/// | {"request": "cold start", variant, ...} | "started": ColdStart; only request of a process |

/// The content of the requests "load" and "cold start": which stage of which variant the process
/// loads, and with the limits of which tier.
struct LoadRequest {
  VariantRecord variant;
  int stage{0};  ///< index of the stage, from 0
  TierSettings tier;
  std::optional<ModelSpec> model{};  ///< the subject's files, if the study brings it
  std::int64_t first_input{0};       ///< index of the first test item that this process reads
};

/// The answer to "load": how the process is limited to the tier's CPU share, and the time of an
/// inference of the stage.
struct LoadedStage {
  /// How the CPU share is enforced: "none" (no limit is needed), "paced" (a wait follows each
  /// inference), "cgroup-v1" or "cgroup-v2" (a quota of a control group), or "closed-loop" (a
  /// helper process stops and continues this process).
  std::string mechanism;
  int threads{1};            ///< threads that compute an inference
  double cpus{1};            ///< CPU seconds per wall second that the process may use
  MeasuredTime expected;     ///< expected wall time of a warm inference: its CPU time / cpus
  MeasuredTime unthrottled;  ///< median wall time of a warm inference without the limit
};

/// The answer to "sample": times of consecutive warm inferences of the loaded stage.
struct Samples {
  /// Wall time of each inference, with the wait that pacing adds to hold the process to its CPU
  /// share.
  std::vector<MeasuredTime> service;
  MeasuredTime cpu;      ///< CPU time of these inferences, in total
  MeasuredTime wall;     ///< sum of `service`
  MeasuredTime elapsed;  ///< wall time from the first start to the last end, with the gaps
  /// Time during these inferences that other guests of the host took from this machine (steal
  /// time): the mean over the machine's cores. The kernel counts it in ticks of 10 ms.
  MeasuredTime stolen;
  /// Time that threads of this process were ready to run while other threads used their cores: the
  /// sum over all threads, divided by LoadedStage::threads. It covers the whole of `elapsed`, gaps
  /// included. It is 0 if a quota enforces the CPU share.
  MeasuredTime waited;
};

/// The answer to "infer": the result and the time of one inference of the loaded stage.
struct LiveAnswer {
  MeasuredTime service, cpu;         ///< wall time, with the wait of pacing; CPU time
  std::int64_t prediction{-1};       ///< class with the largest logit; -1 if a stage follows
  std::vector<std::uint8_t> output;  ///< pickled input of the next stage; empty if none follows
};

/// The answer to "cold start": how long a fresh process took to load a stage and run its first
/// inference, and how much memory it used.
struct ColdStart {
  MeasuredTime load;  ///< wall time from the start of the process to the end of its first inference
  Bytes peak_memory;  ///< peak resident memory of that process, in bytes
};

/// Writes `value`, a message or a part of one, as JSON. The function *_from() of the same type
/// reads it. TierSettings::power is not written.
nlohmann::json to_json(const TierSettings& value);
nlohmann::json to_json(const LoadRequest& value);  ///< without the field "request"
nlohmann::json to_json(const LoadedStage& value);
nlohmann::json to_json(const Samples& value);
nlohmann::json to_json(const LiveAnswer& value);
nlohmann::json to_json(const ColdStart& value);

/// Reads a message, or a part of one, from the JSON that to_json() writes for the same type. Throws
/// nlohmann::json::exception if a field is missing or has another type. load_request_from() also
/// throws UserError if the text of a model's input shape is not valid. TierSettings::power stays
/// empty.
TierSettings tier_from(const nlohmann::json& message);
LoadRequest load_request_from(const nlohmann::json& message);
LoadedStage loaded_stage_from(const nlohmann::json& message);
Samples samples_from(const nlohmann::json& message);
LiveAnswer live_answer_from(const nlohmann::json& message);
ColdStart cold_start_from(const nlohmann::json& message);

}  // namespace tiersim::protocol
