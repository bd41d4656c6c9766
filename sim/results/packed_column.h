#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/results/columns.h"
#include "sim/results/packed_bytes.h"

namespace tiersim {

/// Integers wrap around here: they may come from damaged bytes.
inline std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// Packs a column. It becomes its least value, and for each value the difference from the least
/// one, in as many bytes as the largest difference needs: none if all values are equal. If that is
/// shorter, the steps from each value to the next are packed so instead.
void put_column(std::string& bytes, const Integers& values);

/// A packed column. It is read once, from its first value to its last.
class PackedColumn {
 public:
  /// Takes the column of `rows` values from `bytes`. Throws std::runtime_error if they hold none.
  PackedColumn(ByteReader& bytes, std::size_t rows);

  /// Writes the next values to `to`. There have to be so many.
  void take(std::size_t count, std::int64_t* to);

 private:
  void take_packed(std::size_t count, std::int64_t* to);

  std::size_t width_{0};     ///< bytes of each difference
  bool steps_{false};        ///< whether steps are packed
  std::int64_t next_{0};     ///< the next value, where steps are packed
  std::uint64_t least_{0};   ///< value or step
  std::string_view packed_;  ///< what was not read yet
};

}  // namespace tiersim
