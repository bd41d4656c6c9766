#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/results/chunk_column.h"
#include "sim/results/packed_bytes.h"

namespace tiersim {

/// Packs a column. It becomes its least value, and for each value the difference from the least
/// one, in as many bytes as the largest difference needs: none if all values are equal. If that is
/// shorter, the steps from each value to the next are packed so instead.
void put_column(std::string& bytes, const Integers& values);

/// Packs a column of equal values.
void put_equal(std::string& bytes, std::int64_t value);

/// A packed column. It is read once, from its first value to its last.
class PackedColumn {
 public:
  /// Takes the column of `rows` values from `bytes`. Throws std::runtime_error if they hold none.
  PackedColumn(ByteReader& bytes, std::size_t rows);

  /// Moves the next `count` values to the end of `to`. The column must have that many left.
  void take(std::size_t count, ChunkColumn& to);

 private:
  void unpack(std::size_t count, std::int64_t* to);

  std::size_t width_{0};     ///< bytes of each difference
  bool steps_{false};        ///< whether steps are packed
  std::int64_t next_{0};     ///< the next value, where steps are packed
  std::uint64_t least_{0};   ///< value or step
  std::string_view packed_;  ///< what was not read yet
};

}  // namespace tiersim
