#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/results/chunk_column.h"
#include "sim/results/packed_bytes.h"

namespace tiersim {

/// Appends a column to `bytes` in a compact form. The form stores the smallest value, and for each
/// value its difference from the smallest, in as many bytes as the largest difference needs (none
/// if all values are equal). If the differences between neighbouring values need fewer bytes, the
/// form stores these differences instead. An empty column takes no bytes.
void put_column(std::string& bytes, const Integers& values);

/// Appends a column of at least one row, whose values all equal `value`. The bytes are those of
/// put_column().
void put_equal(std::string& bytes, std::int64_t value);

/// Reads a column that put_column() or put_equal() wrote. The values are read once, from the first
/// to the last.
class PackedColumn {
 public:
  /// Takes a column of `rows` values from the front of `bytes`; `bytes` then continues after it.
  /// The memory that `bytes` reads from must outlive this object. Throws std::runtime_error if the
  /// bytes are not such a column.
  PackedColumn(ByteReader& bytes, std::size_t rows);

  /// Appends the next `count` values to `to`. At least `count` values must be left.
  void take(std::size_t count, ChunkColumn& to);

 private:
  void unpack(std::size_t count, std::int64_t* to);

  std::size_t width_{0};     ///< bytes of each packed number
  bool steps_{false};        ///< whether the differences between neighbouring values are packed
  std::int64_t next_{0};     ///< the next value, if differences are packed
  std::uint64_t least_{0};   ///< the smallest value, or the smallest difference between neighbours
  std::string_view packed_;  ///< the bytes that have not been read yet
};

}  // namespace tiersim
