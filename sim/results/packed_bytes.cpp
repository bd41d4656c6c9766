#include "sim/results/packed_bytes.h"

#include <cstring>
#include <stdexcept>

namespace tiersim {

void put(std::string& bytes, std::int64_t value) {
  auto bits = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  for (; bits >= 0x80; bits >>= 7) bytes.push_back(static_cast<char>(bits | 0x80));
  bytes.push_back(static_cast<char>(bits));
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, static_cast<std::int64_t>(text.size()));
  bytes += text;
}

void put(std::string& bytes, double value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::int64_t ByteReader::integer() {
  std::uint64_t bits = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(take(1)[0]);
    bits |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80)
      return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
  }
  throw std::runtime_error("a packed result holds a number that is too long");
}

double ByteReader::number() {
  double value = 0;
  std::memcpy(&value, take(sizeof value).data(), sizeof value);
  return value;
}

std::string ByteReader::text() { return std::string(take(static_cast<std::size_t>(integer()))); }

std::string_view ByteReader::take(std::size_t size) {
  if (size > bytes_.size()) throw std::runtime_error("a packed result ends early");
  const std::string_view taken = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return taken;
}

}  // namespace tiersim
