#pragma once

#include <zlib.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/results/chunk_column.h"

namespace tiersim {

/// Compresses chunks of integers to bytes that HDF5's shuffle and deflate filters can decompress.
/// To compress with the filters themselves takes several times as long (docs/adr/0010).
///
/// The shuffle filter makes planes of bytes: the first plane has the lowest byte of each value, the
/// second plane the next byte, and so on. In most planes of a column of integers all bytes are
/// equal: such a plane is compressed once, and the result is used again. In most other planes no
/// bytes repeat: such a plane is stored without compression. Only the remaining planes are
/// compressed.
///
/// Two threads must not use one object at the same time.
class ChunkPacker {
 public:
  /// The number of values in a chunk.
  static constexpr std::size_t kRows = 16384;

  /// Compresses one chunk and returns it as a zlib stream. The column must have kRows values. Only
  /// the low `width` bytes (1 to 8) of each value are packed.
  std::string pack(const ChunkColumn& column, std::size_t width);

 private:
  /// Compresses planes with zlib's deflate. append() compresses one plane and appends the result to
  /// `to`. A result does not depend on other planes and ends at a whole byte. Therefore results can
  /// be joined to one stream in any order.
  class Deflater {
   public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    void append(const unsigned char* plane, std::string& to);

   private:
    z_stream stream_{};
    std::array<unsigned char, kRows + kRows / 8 + 64> output_;  ///< more than zlib ever needs
  };
  struct PackedPlane {
    std::string bytes;
    std::uint32_t checksum{0};  ///< Adler-32 of the plane
  };

  const PackedPlane& constant(unsigned char byte);

  Deflater deflater_;
  /// The compressed plane for each byte value, if all bytes of the plane have that value.
  /// constant() compresses a plane when it is first needed.
  std::array<PackedPlane, 256> constants_;
};

}  // namespace tiersim
