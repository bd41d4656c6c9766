#include "models/weights/sealed_safetensors.h"

#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "models/weights/checksum.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"

namespace tiersim::models {
namespace {

constexpr const char* kSealName = "checksum";
constexpr std::string_view kSealBegin = "\"checksum\":\"";   // as nlohmann's dump() writes it
constexpr std::string_view kNoChecksum = "00000000";         // stands in the bytes that are summed
constexpr std::uint64_t kLongestSealedHeader = 100'000'000;  // limit of the format
constexpr std::size_t kSealPart = 4 << 20;                   // bytes that are read at a time

/// What a file says of itself, and what its bytes give.
struct Seal {
  std::string header;         ///< JSON text, the checksum in it replaced by kNoChecksum
  std::uint64_t position{0};  ///< where the checksum is in the file, in bytes
  std::string written;        ///< the checksum that the file has, 8 hexadecimal digits
  std::string actual;         ///< the checksum of its bytes
};

std::uint32_t checksum_of_rest(std::ifstream& stream, std::uint32_t sum) {
  std::vector<char> part(kSealPart);
  while (stream.read(part.data(), static_cast<std::streamsize>(part.size())) || stream.gcount() > 0)
    sum = checksum(part.data(), static_cast<std::size_t>(stream.gcount()), sum);
  return sum;
}

/// Reads the seal of a file; none if the file has none or cannot be read.
std::optional<Seal> read_seal(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream stream(path, std::ios::binary);
  std::uint64_t length = 0;
  if (error || !stream.read(reinterpret_cast<char*>(&length), sizeof(length))) return std::nullopt;
  if (length > kLongestSealedHeader || length > size - sizeof(length)) return std::nullopt;
  Seal seal;
  seal.header.resize(length);
  if (!stream.read(seal.header.data(), static_cast<std::streamsize>(length))) return std::nullopt;
  const std::size_t begin = seal.header.find(kSealBegin);
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t digits = begin + kSealBegin.size();
  if (digits + kNoChecksum.size() > seal.header.size()) return std::nullopt;
  seal.position = sizeof(length) + digits;
  seal.written = seal.header.substr(digits, kNoChecksum.size());
  seal.header.replace(digits, kNoChecksum.size(), kNoChecksum);
  std::uint32_t sum = checksum(&length, sizeof(length));
  sum = checksum(seal.header.data(), seal.header.size(), sum);
  seal.actual = fmt::format("{:08x}", checksum_of_rest(stream, sum));
  if (stream.bad()) return std::nullopt;
  return seal;
}

}  // namespace

void write_sealed_safetensors(const std::filesystem::path& path, TensorFile file,
                              const std::string& key) {
  file.metadata[kSealKey] = key;
  file.metadata[kSealName] = kNoChecksum;
  const std::filesystem::path partial = partial_of(path);
  write_safetensors(partial, file);
  const std::optional<Seal> seal = read_seal(partial);
  if (seal) {
    std::fstream stream(partial, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(seal->position));
    stream << seal->actual;
    stream.close();
    if (stream) return std::filesystem::rename(partial, path);
  }
  std::error_code ignored;
  std::filesystem::remove(partial, ignored);
  throw UserError(
      fmt::format("{}: cannot be written (is the disk full, the folder writable?)", path.string()));
}

bool is_sealed_safetensors(const std::filesystem::path& path, const std::string& key) {
  const std::optional<Seal> seal = read_seal(path);
  return seal && seal->written == seal->actual &&
         seal->header.find(fmt::format("\"{}\":\"{}\"", kSealKey, key)) != std::string::npos;
}

}  // namespace tiersim::models
