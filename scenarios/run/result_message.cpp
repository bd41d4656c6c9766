#include "scenarios/run/result_message.h"

#include <vector>

#include "models/protocol/frame.h"

namespace tiersim {
namespace {

constexpr std::size_t kFixed = 8;  // numbers of a request before its waterfall
constexpr std::size_t kRowsPerFrame = 10000;

}  // namespace

void send_result(int socket, const ScenarioResult& result) {
  write_frame(socket, {{"id", result.id},
                       {"status", result.status},
                       {"reason", result.reason},
                       {"energy_j", result.energy},
                       {"packets_per_segment", result.packets_per_segment},
                       {"wall_seconds", result.wall_seconds},
                       {"requests", result.requests.size()}});
  for (std::size_t begin = 0; begin < result.requests.size(); begin += kRowsPerFrame) {
    std::vector<std::int64_t> numbers;
    for (std::size_t i = begin; i < std::min(begin + kRowsPerFrame, result.requests.size()); ++i) {
      const RequestRecord& r = result.requests[i];
      numbers.insert(numbers.end(), {r.index, r.sample, r.client, r.prediction, r.correct,
                                     static_cast<std::int64_t>(r.outcome), r.scheduled.count(),
                                     r.finished.count()});
      for (const Duration part : r.waterfall.parts) numbers.push_back(part.count());
    }
    write_frame(socket, {{"numbers", numbers}});
  }
}

bool receive_result(int socket, const std::function<ScenarioResult(std::size_t)>& describe,
                    ScenarioResult& result) {
  try {
    const auto head = read_frame(socket);
    if (!head) return false;
    result = describe(head->at("id").get<std::size_t>());
    if (const std::string status = head->at("status"); status != "ok") {
      result.status = status;
      result.reason = head->at("reason");
    }
    result.energy = head->at("energy_j");
    result.packets_per_segment = head->at("packets_per_segment");
    result.wall_seconds = head->at("wall_seconds");
    const auto count = head->at("requests").get<std::size_t>();
    const std::size_t width = kFixed + result.route.size();
    while (result.requests.size() < count) {
      const auto frame = read_frame(socket);
      if (!frame) return false;
      const auto numbers = frame->at("numbers").get<std::vector<std::int64_t>>();
      for (std::size_t row = 0; row + width <= numbers.size(); row += width) {
        RequestRecord r;
        r.index = numbers[row];
        r.sample = numbers[row + 1];
        r.client = numbers[row + 2];
        r.prediction = static_cast<int>(numbers[row + 3]);
        r.correct = static_cast<int>(numbers[row + 4]);
        r.outcome = static_cast<Outcome>(numbers[row + 5]);
        r.scheduled = Duration(numbers[row + 6]);
        r.finished = Duration(numbers[row + 7]);
        for (std::size_t part = kFixed; part < width; ++part)
          r.waterfall.parts.emplace_back(numbers[row + part]);
        result.requests.push_back(std::move(r));
      }
    }
    return true;
  } catch (const ProtocolError&) {
    return false;
  }
}

}  // namespace tiersim
