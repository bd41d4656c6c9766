#include "sim/results/chunk_packer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "sim/results/run_encoder.h"

namespace tiersim {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "planes begin with the low byte");

constexpr int kLevel = 1;
constexpr int kRaw = -15;  // window bits of a stream without header and checksum
constexpr int kMemory = 8;
constexpr std::size_t kProbe = 1024;  // places

std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

/// Those in which some value is not like the others.
std::uint64_t differing_bits(const Integers& values) {
  std::uint64_t differs = 0;
  for (const std::int64_t value : values) differs |= bits(value) ^ bits(values[0]);
  return differs;
}

/// A stream of planes (RFC 1950).
class Chunk {
 public:
  std::string& bytes() { return bytes_; }
  void add(const PackedPlane& plane) {
    bytes_ += plane.bytes;
    add_checksum(plane.checksum);
  }
  void add_checksum(std::uint32_t of_plane) {
    checksum_ =
        static_cast<std::uint32_t>(adler32_combine(checksum_, of_plane, ChunkPacker::kRows));
  }
  std::string end() {
    bytes_.append("\x03\x00", 2);  // the last block, of nothing
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes_.push_back(static_cast<char>(checksum_ >> shift & 0xff));
    return std::move(bytes_);
  }

 private:
  std::string bytes_{"\x78\x01"};  // zlib, fastest
  std::uint32_t checksum_{1};
};

/// Whether its beginning says again what it has said: nearly all groups of four bytes, at any
/// place. Digits do not, and a search for what repeats in them takes ten times as long as where it
/// is found, for less than a byte of each row.
bool repeats(const unsigned char* plane) {
  constexpr int kHashBits = 10;
  std::array<std::uint32_t, 1 << kHashBits> seen{};  // four zeros count as seen from the beginning
  std::size_t again = 0;
  for (std::size_t i = 0; i < kProbe; ++i) {
    std::uint32_t four = 0;
    std::memcpy(&four, plane + i, sizeof four);
    std::uint32_t& before =
        seen[four * 0x9e3779b1u >> (32 - kHashBits)];  // Fibonacci hashing (Knuth, 6.4)
    again += before == four;
    before = four;
  }
  return 8 * again > 7 * kProbe;
}

/// Bytes as they are (RFC 1951, 3.2.4).
void store(const unsigned char* plane, std::string& to) {
  static_assert(ChunkPacker::kRows <= 0xffff, "one block holds a plane");
  to.push_back('\0');
  for (const std::size_t length : {ChunkPacker::kRows, ~ChunkPacker::kRows}) {
    to.push_back(static_cast<char>(length & 0xff));
    to.push_back(static_cast<char>(length >> 8 & 0xff));
  }
  to.append(reinterpret_cast<const char*>(plane), ChunkPacker::kRows);
}

}  // namespace

ChunkPacker::ChunkPacker() {
  if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

ChunkPacker::~ChunkPacker() { deflateEnd(&stream_); }

std::string ChunkPacker::pack_runs(const Integers& values, const Integers& ends,
                                   std::size_t width) {
  const std::uint64_t differs = differing_bits(values);
  Chunk chunk;
  for (std::size_t shift = 0; shift < 8 * width; shift += 8) {
    if ((differs >> shift & 0xff) == 0) {
      chunk.add(constant(static_cast<unsigned char>(bits(values[0]) >> shift)));
      continue;
    }
    RunEncoder encoder(chunk.bytes());
    std::int64_t begin = 0;
    for (std::size_t i = 0; i < values.size();) {
      const auto byte = static_cast<unsigned char>(bits(values[i]) >> shift);
      std::int64_t end = ends[i];
      // Values that differ may be alike in this byte.
      while (++i < values.size() && static_cast<unsigned char>(bits(values[i]) >> shift) == byte)
        end = ends[i];
      encoder.add(byte, static_cast<std::size_t>(end - begin));
      begin = end;
    }
    encoder.end();
    chunk.add_checksum(encoder.checksum());
  }
  return chunk.end();
}

std::string ChunkPacker::pack(const Integers& values, std::size_t width) {
  const std::uint64_t differs = differing_bits(values);
  Chunk chunk;
  std::array<unsigned char, kRows> plane;
  for (std::size_t shift = 0; shift < 8 * width; shift += 8) {
    if ((differs >> shift & 0xff) == 0) {
      chunk.add(constant(static_cast<unsigned char>(bits(values[0]) >> shift)));
      continue;
    }
    for (std::size_t i = 0; i < kRows; ++i)
      plane[i] = static_cast<unsigned char>(bits(values[i]) >> shift);
    add_plane(plane.data(), chunk.bytes());
    chunk.add_checksum(static_cast<std::uint32_t>(adler32(1, plane.data(), kRows)));
  }
  return chunk.end();
}

const PackedPlane& ChunkPacker::constant(unsigned char byte) {
  PackedPlane& plane = constants_[byte];
  if (plane.bytes.empty()) {
    RunEncoder encoder(plane.bytes);
    encoder.add(byte, kRows);
    encoder.end();
    plane.checksum = encoder.checksum();
  }
  return plane;
}

/// Ends between two bytes, so that another plane can follow.
void ChunkPacker::add_plane(const unsigned char* plane, std::string& to) {
  if (!repeats(plane)) return store(plane, to);
  std::array<unsigned char, kRows + kRows / 8 + 64> out;  // it never grows by as much
  deflateReset(&stream_);
  stream_.next_in = const_cast<unsigned char*>(plane);
  stream_.avail_in = kRows;
  stream_.next_out = out.data();
  stream_.avail_out = static_cast<uInt>(out.size());
  deflate(&stream_, Z_SYNC_FLUSH);
  to.append(reinterpret_cast<const char*>(out.data()), out.size() - stream_.avail_out);
}

}  // namespace tiersim
