#include "scenarios/run/packed_result.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tiersim {
namespace {

/// Signed numbers in as few bytes as they need: seven bits in each, small ones of either sign first
/// (LEB128 over zigzag, as in Protocol Buffers).
void put(std::string& bytes, std::int64_t value) {
  auto bits = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  for (; bits >= 0x80; bits >>= 7) bytes.push_back(static_cast<char>(bits | 0x80));
  bytes.push_back(static_cast<char>(bits));
}

class Numbers {
 public:
  explicit Numbers(const std::string& bytes) : bytes_(bytes) {}

  std::int64_t next() {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) throw std::runtime_error("a packed result ends early");
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      bits |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80)
        return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
    }
    throw std::runtime_error("a packed result holds a number that is too long");
  }
  /// The next so many bytes as they are.
  std::string take(std::int64_t size) {
    if (size < 0 || static_cast<std::size_t>(size) > bytes_.size() - at_)
      throw std::runtime_error("a packed result ends early");
    at_ += static_cast<std::size_t>(size);
    return bytes_.substr(at_ - static_cast<std::size_t>(size), static_cast<std::size_t>(size));
  }
  bool ended() const { return at_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  std::size_t at_{0};
};

}  // namespace

std::string pack(const ScenarioResult& result) {
  const std::vector<std::uint8_t> head =
      nlohmann::json::to_cbor({{"status", result.status},
                               {"reason", result.reason},
                               {"energy_j", result.energy},
                               {"packets_per_segment", result.packets_per_segment},
                               {"wall_seconds", result.wall_seconds}});
  std::string bytes;
  put(bytes, static_cast<std::int64_t>(head.size()));
  bytes.append(head.begin(), head.end());
  put(bytes, static_cast<std::int64_t>(result.requests.size()));
  std::int64_t index = 0, scheduled = 0;
  for (const RequestRecord& request : result.requests) {
    put(bytes, request.index - index);
    put(bytes, request.sample);
    put(bytes, request.client);
    put(bytes, request.prediction);
    put(bytes, request.correct);
    put(bytes, static_cast<std::int64_t>(request.outcome));
    put(bytes, request.scheduled.count() - scheduled);
    // The rest follows: it finished when its parts had passed.
    for (const Duration part : request.waterfall.parts) put(bytes, part.count());
    index = request.index + 1;
    scheduled = request.scheduled.count();
  }
  return bytes;
}

std::string status_of(const std::string& bytes) {
  Numbers numbers(bytes);
  return nlohmann::json::from_cbor(numbers.take(numbers.next())).at("status");
}

void unpack(const std::string& bytes, ScenarioResult& result) {
  Numbers numbers(bytes);
  const nlohmann::json head = nlohmann::json::from_cbor(numbers.take(numbers.next()));
  result.status = head.at("status");
  result.reason = head.at("reason");
  result.energy = head.at("energy_j");
  result.packets_per_segment = head.at("packets_per_segment");
  result.wall_seconds = head.at("wall_seconds");
  const std::int64_t count = numbers.next();
  result.requests.clear();
  std::int64_t index = 0, scheduled = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    RequestRecord request;
    request.index = index + numbers.next();
    request.sample = numbers.next();
    request.client = numbers.next();
    request.prediction = static_cast<int>(numbers.next());
    request.correct = static_cast<int>(numbers.next());
    request.outcome = static_cast<Outcome>(numbers.next());
    request.scheduled = Duration(scheduled + numbers.next());
    request.waterfall.parts.reserve(result.route.size());
    for (std::size_t part = 0; part < result.route.size(); ++part)
      request.waterfall.parts.emplace_back(numbers.next());
    request.finished = request.scheduled + request.waterfall.total();
    index = request.index + 1;
    scheduled = request.scheduled.count();
    result.requests.push_back(std::move(request));
  }
  if (!numbers.ended()) throw std::runtime_error("a packed result has more than its requests");
}

}  // namespace tiersim
