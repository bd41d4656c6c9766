#pragma once

#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/results/chunk_column.h"

namespace tiersim {

/// Compresses chunks of integers into the bytes that HDF5's shuffle and deflate filters read. The
/// filters themselves take several times as long (docs/adr/0010).
///
/// The shuffle filter makes planes of bytes: the lowest byte of each value, then the next one, and
/// so on. In most planes of a column of integers all bytes are equal: such a plane is compressed
/// once and kept. In most others no bytes repeat: such a plane is stored. Only the rest is
/// compressed.
///
/// An object must not be used by two threads at a time.
class ChunkPacker {
 public:
  static constexpr std::size_t kRows = 16384;

  /// Packs the low `width` bytes of each value. The column must have kRows rows.
  std::string pack(const ChunkColumn& column, std::size_t width);

 private:
  /// A zlib stream that packs each plane by itself.
  class Deflater {
   public:
    explicit Deflater(int level);
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    void append(const unsigned char* plane, std::string& to);

   private:
    z_stream stream_{};
  };
  struct PackedPlane {
    std::string bytes;
    std::uint32_t checksum{0};  ///< Adler-32 of the plane
  };

  const PackedPlane& constant(unsigned char byte);

  Deflater compressed_{1}, stored_{0};
  std::array<PackedPlane, 256> constants_;  ///< planes of equal bytes, packed when first needed
};

}  // namespace tiersim
