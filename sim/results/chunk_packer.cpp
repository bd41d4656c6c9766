#include "sim/results/chunk_packer.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace tiersim {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "planes begin with the low byte");

constexpr std::size_t kProbe = 1024;  // places

using Plane = std::array<unsigned char, ChunkPacker::kRows>;

unsigned char byte_of(std::int64_t value, std::size_t shift) {
  return static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> shift);
}

/// The bits in which some value differs from the first one.
std::uint64_t differing_bits(const ChunkColumn& column) {
  if (column.constant()) return 0;
  const std::int64_t* const values = column.values();
  std::int64_t differs = 0;
  for (std::size_t i = 0; i < column.rows(); ++i) differs |= values[i] ^ values[0];
  return static_cast<std::uint64_t>(differs);
}

/// Whether nearly all groups of four bytes at the beginning of a plane come again there. In the
/// digits of measured times they do not: a search for repetitions in them takes ten times as long
/// as elsewhere and saves less than a byte of each row.
bool repeats(const Plane& plane) {
  constexpr int kHashBits = 10;
  std::array<std::uint32_t, 1 << kHashBits> seen{};  // four zeros count as seen from the beginning
  std::size_t again = 0;
  for (std::size_t i = 0; i < kProbe; ++i) {
    std::uint32_t four = 0;
    std::memcpy(&four, plane.data() + i, sizeof four);
    std::uint32_t& before =
        seen[four * 0x9e3779b1u >> (32 - kHashBits)];  // Fibonacci hashing (Knuth, 6.4)
    again += before == four;
    before = four;
  }
  return 8 * again > 7 * kProbe;
}

/// Appends a plane as a block without compression (RFC 1951, 3.2.4): the block's type in a byte of
/// its own, the length in two bytes, the same with all bits inverted, then the plane.
void append_stored(const Plane& plane, std::string& to) {
  static_assert(ChunkPacker::kRows == 0x4000);
  to.append("\x00\x00\x40\xff\xbf", 5);
  to.append(reinterpret_cast<const char*>(plane.data()), plane.size());
}

std::uint32_t checksum_of(const Plane& plane) {
  return static_cast<std::uint32_t>(adler32(1, plane.data(), plane.size()));
}

}  // namespace

ChunkPacker::Deflater::Deflater() {
  constexpr int kLevel = 1;       // the fastest
  constexpr int kNoHeader = -15;  // window bits
  constexpr int kMemory = 5;      // of 9: what deflateReset() clears fits into a processor's cache
  if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kNoHeader, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

ChunkPacker::Deflater::~Deflater() { deflateEnd(&stream_); }

void ChunkPacker::Deflater::append(const unsigned char* plane, std::string& to) {
  deflateReset(&stream_);
  stream_.next_in = const_cast<unsigned char*>(plane);
  stream_.avail_in = kRows;
  stream_.next_out = output_.data();
  stream_.avail_out = output_.size();
  deflate(&stream_, Z_SYNC_FLUSH);  // ends at a whole byte, so that another plane can follow
  to.append(reinterpret_cast<const char*>(output_.data()), output_.size() - stream_.avail_out);
}

const ChunkPacker::PackedPlane& ChunkPacker::constant(unsigned char byte) {
  PackedPlane& packed = constants_[byte];
  if (packed.bytes.empty()) {
    Plane plane;
    plane.fill(byte);
    deflater_.append(plane.data(), packed.bytes);
    packed.checksum = checksum_of(plane);
  }
  return packed;
}

std::string ChunkPacker::pack(const ChunkColumn& column, std::size_t width) {
  const std::uint64_t differs = differing_bits(column);
  std::string chunk("\x78\x01");  // the header of a zlib stream (RFC 1950)
  std::uint32_t checksum = 1;
  const auto add_checksum = [&](std::uint32_t of_plane) {
    checksum = static_cast<std::uint32_t>(adler32_combine(checksum, of_plane, kRows));
  };
  Plane plane;
  for (std::size_t shift = 0; shift < 8 * width; shift += 8) {
    if ((differs >> shift & 0xff) == 0) {
      const PackedPlane& packed = constant(byte_of(column[0], shift));
      chunk += packed.bytes;
      add_checksum(packed.checksum);
      continue;
    }
    const std::int64_t* const values = column.values();
    for (std::size_t i = 0; i < kRows; ++i) plane[i] = byte_of(values[i], shift);
    if (repeats(plane)) {
      deflater_.append(plane.data(), chunk);
    } else {
      append_stored(plane, chunk);
    }
    add_checksum(checksum_of(plane));
  }
  chunk.append("\x03\x00", 2);  // an empty last block
  for (int shift = 24; shift >= 0; shift -= 8)
    chunk.push_back(static_cast<char>(checksum >> shift & 0xff));
  return chunk;
}

}  // namespace tiersim
