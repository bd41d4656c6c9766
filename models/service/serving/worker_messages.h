#pragma once

#include <cstdint>
#include <vector>

#include "models/service/serving/stage_executor.h"

namespace tiersim::service {

/// What a worker process of a tier service does. The first message that the process gets is JSON.
/// It names the role and the stage (protocol::LoadRequest). Each later message is a batch of
/// inputs, which the process answers with a StageResult.
enum class WorkerRole {
  compute,  ///< loads the stage, answers "loaded", and then computes batches
  cold,     ///< gets one batch, loads the stage, computes the batch, and ends
  inputs    ///< reads test items and answers their input tensors; loads no stage
};
/// Returns the name of a role in the first message: "compute", "cold" or "inputs".
const char* name_of(WorkerRole role);
/// Returns the role that has this name in the first message. Throws ProtocolError if there is none.
WorkerRole worker_role(const std::string& name);

/// Encodes a batch as a message from the service to the worker process.
std::vector<std::uint8_t> to_bytes(const std::vector<StageInput>& batch);
/// Encodes the result of a batch as a message from the worker process to the service.
std::vector<std::uint8_t> to_bytes(const StageResult& result);

/// Decodes a batch that to_bytes() encoded. Throws ProtocolError if bytes are missing.
std::vector<StageInput> batch_from(const std::vector<std::uint8_t>& bytes);
/// Decodes a result that to_bytes() encoded. Throws ProtocolError if bytes are missing.
StageResult result_from(const std::vector<std::uint8_t>& bytes);

}  // namespace tiersim::service
