#include "models/service/serving/worker_messages.h"

#include "models/service/wire/byte_order.h"

namespace tiersim::service {
namespace {

void put_tensor(ByteWriter& to, const std::vector<std::uint8_t>& tensor) {
  to.put(static_cast<std::uint32_t>(tensor.size())).put(tensor);
}

std::vector<std::uint8_t> take_tensor(ByteReader& from) {
  return from.take_vector(from.take<std::uint32_t>());
}

}  // namespace

const char* name_of(WorkerRole role) {
  return role == WorkerRole::compute ? "compute" : role == WorkerRole::cold ? "cold" : "inputs";
}

WorkerRole worker_role(const std::string& name) {
  for (const WorkerRole role : {WorkerRole::compute, WorkerRole::cold, WorkerRole::inputs})
    if (name == name_of(role)) return role;
  throw ProtocolError("unknown role of a worker: " + name);
}

std::vector<std::uint8_t> to_bytes(const std::vector<StageInput>& batch) {
  std::vector<std::uint8_t> bytes;
  ByteWriter to(bytes);
  to.put(static_cast<std::uint32_t>(batch.size()));
  for (const StageInput& input : batch) {
    to.put(input.sample);
    put_tensor(to, input.tensor);
  }
  return bytes;
}

std::vector<StageInput> batch_from(const std::vector<std::uint8_t>& bytes) {
  ByteReader from(bytes);
  std::vector<StageInput> batch;
  for (auto left = from.take<std::uint32_t>(); left > 0; --left) {
    StageInput& input = batch.emplace_back();
    input.sample = from.take<std::int64_t>();
    input.tensor = take_tensor(from);
  }
  return batch;
}

std::vector<std::uint8_t> to_bytes(const StageResult& result) {
  std::vector<std::uint8_t> bytes;
  ByteWriter to(bytes);
  to.put(result.started).put(result.loaded).put(result.ended).put(result.cpu);
  to.put(static_cast<std::uint32_t>(result.outputs.size()));
  for (const StageOutput& output : result.outputs) {
    to.put(output.prediction);
    put_tensor(to, output.tensor);
  }
  put_tensor(to, {result.problem.begin(), result.problem.end()});
  return bytes;
}

StageResult result_from(const std::vector<std::uint8_t>& bytes) {
  ByteReader from(bytes);
  StageResult result;
  result.started = from.take<std::int64_t>();
  result.loaded = from.take<std::int64_t>();
  result.ended = from.take<std::int64_t>();
  result.cpu = from.take<std::int64_t>();
  for (auto left = from.take<std::uint32_t>(); left > 0; --left) {
    StageOutput& output = result.outputs.emplace_back();
    output.prediction = from.take<std::int32_t>();
    output.tensor = take_tensor(from);
  }
  const std::vector<std::uint8_t> problem = take_tensor(from);
  result.problem.assign(problem.begin(), problem.end());
  return result;
}

}  // namespace tiersim::service
