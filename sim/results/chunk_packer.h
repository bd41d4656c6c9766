#pragma once

#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/results/columns.h"

namespace tiersim {

/// Bytes of a chunk's values, one of each, as a part of a deflate stream.
struct PackedPlane {
  std::string bytes;
  std::uint32_t checksum{0};  ///< Adler-32 of what was packed
};

/// Compresses chunks of integers to what HDF5's shuffle and deflate filters read, in a fraction of
/// their time. Shuffled, a column of integers is planes of bytes: most say the same over long runs,
/// which need no search for what repeats, and of the others most hold digits that nothing shortens.
///
/// One for each thread.
class ChunkPacker {
 public:
  static constexpr std::size_t kRows = 16384;

  ChunkPacker();
  ~ChunkPacker();
  ChunkPacker(const ChunkPacker&) = delete;
  ChunkPacker& operator=(const ChunkPacker&) = delete;

  /// The low `width` bytes of each of kRows values.
  std::string pack(const Integers& values, std::size_t width);
  /// Of the value of each of some runs, of which each ends before the row in `ends`, the last one
  /// at kRows.
  std::string pack_runs(const Integers& values, const Integers& ends, std::size_t width);

 private:
  const PackedPlane& constant(unsigned char byte);
  void add_plane(const unsigned char* plane, std::string& to);

  z_stream stream_{};
  std::array<PackedPlane, 256> constants_;  ///< of each byte, made when first asked for
};

}  // namespace tiersim
