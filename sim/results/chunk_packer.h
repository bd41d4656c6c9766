#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/results/columns.h"

namespace tiersim {

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
  void add_plane(const unsigned char* plane, std::string& to);

  z_stream stream_{};
};

}  // namespace tiersim
