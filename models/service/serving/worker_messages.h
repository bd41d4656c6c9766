#pragma once

#include <cstdint>
#include <vector>

#include "models/service/serving/stage_executor.h"

namespace tiersim::service {

/// The messages between a service and its worker processes. A worker gets one JSON message, which
/// says what it is (WorkerRole) and which stage it loads. From then on it gets batches and answers
/// each with a result.
enum class WorkerRole {
  compute,  ///< loads the stage at once and answers that it has; then computes batches
  cold,     ///< gets one batch, loads the stage, computes the batch, and ends
  inputs    ///< answers test items as tensors; computes nothing
};
const char* name_of(WorkerRole role);
/// Throws ProtocolError for another name.
WorkerRole worker_role(const std::string& name);

std::vector<std::uint8_t> to_bytes(const std::vector<StageInput>& batch);
std::vector<std::uint8_t> to_bytes(const StageResult& result);

/// Each throws ProtocolError if the bytes are damaged.
std::vector<StageInput> batch_from(const std::vector<std::uint8_t>& bytes);
StageResult result_from(const std::vector<std::uint8_t>& bytes);

}  // namespace tiersim::service
