#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/results/columns.h"

namespace tiersim {

/// Returns a + b modulo 2^64. Use it for values from a file, because damaged bytes may give values
/// whose signed sum overflows, which is undefined behaviour.
inline std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// The values of one column of a results table, for the rows of one chunk. As long as all values
/// are equal, it stores a single value, because most columns of most studies are constant.
class ChunkColumn {
 public:
  std::size_t rows() const { return rows_; }
  /// Whether the column stores a single value for all rows. All values are then equal. An empty
  /// column is constant.
  bool constant() const { return constant_; }
  std::int64_t operator[](std::size_t row) const { return constant_ ? value_ : values_[row]; }
  /// Returns a pointer to the values of the column, one for each row. Must be called only if
  /// constant() is false, because a constant column stores a single value.
  const std::int64_t* values() const { return values_.data(); }

  /// Adds `count` equal values.
  void append_equal(std::int64_t value, std::size_t count);

  /// Adds `count` values, which the caller has to write to the returned address before the next
  /// call. From then on the column stores each value by itself, and constant() is false even if
  /// all values are equal.
  std::int64_t* append(std::size_t count);

  /// Appends `count` rows. The value of each row is the sum, modulo 2^64, of one value of each
  /// column in `terms`. The rows are the last `count` rows of each term, in their order. Each term
  /// must have at least `count` rows. If there are no terms, every sum is 0.
  void append_sum(const std::vector<const ChunkColumn*>& terms, std::size_t count);

  /// Removes all rows.
  void clear();

 private:
  Integers values_;  ///< unused while the column is constant
  std::size_t rows_{0};
  bool constant_{true};
  std::int64_t value_{0};
};

}  // namespace tiersim
