#include "scenarios/study/print/print_request.h"

namespace tiersim {
namespace {

using YAML::BeginMap, YAML::EndMap, YAML::Flow, YAML::Key, YAML::Value;

std::string payload_text(const RequestSettings& request) {
  if (const auto* size = std::get_if<Bytes>(&request.payload)) return to_string(*size);
  if (std::holds_alternative<RequestSettings::Sample>(request.payload)) return "sample";
  switch (std::get<Encoding>(request.payload)) {
    case Encoding::tensor:
      return "tensor";
    case Encoding::float32:
      return "float32";
    case Encoding::base64_json:
      break;
  }
  return "base64-json";
}

}  // namespace

void print_request(const RequestSettings& request, YAML::Emitter& out) {
  out << Key << "request" << Value << Flow << BeginMap << Key << "payload" << Value
      << payload_text(request);
  out << Key << "answer" << Value << to_string(request.answer) << Key << "count" << Value
      << request.count << Key << "clients" << Value << request.clients;
  out << Key << "arrivals" << Value << request.arrivals_text;
  if (const auto* loop = std::get_if<ClosedLoop>(&request.arrivals))
    out << Key << "think_time" << Value
        << (loop->exponential ? "exponential " : "") + to_string(loop->think_time);
  if (request.deadline) out << Key << "deadline" << Value << to_string(*request.deadline);
  if (request.timeout) out << Key << "timeout" << Value << to_string(*request.timeout);
  out << EndMap;
}

void print_queue(const QueueSettings& queue, YAML::Emitter& out) {
  if (queue.limit != QueueSettings{}.limit) out << Key << "queue_limit" << Value << queue.limit;
  if (queue.batch == 1) return;
  out << Key << "batch" << Value << Flow << BeginMap << Key << "size" << Value << queue.batch << Key
      << "wait" << Value << to_string(queue.batch_wait) << EndMap;
}

}  // namespace tiersim
