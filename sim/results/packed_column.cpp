#include "sim/results/packed_column.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace tiersim {
namespace {

constexpr std::int64_t kSteps = 16;  // a flag beside the width

struct Range {
  std::uint64_t least, width;
};

/// The range of `count` integers, which may wrap around.
template <typename ValueAt>
Range range_of(std::size_t count, const ValueAt& value_at) {
  std::int64_t least = value_at(0), most = least;
  for (std::size_t i = 1; i < count; ++i) {
    least = std::min(least, value_at(i));
    most = std::max(most, value_at(i));
  }
  Range range{static_cast<std::uint64_t>(least), 0};
  const std::uint64_t span = static_cast<std::uint64_t>(most) - range.least;
  while (range.width < 8 && span >> (8 * range.width) != 0) ++range.width;
  return range;
}

template <typename ValueAt>
void put_values(std::string& bytes, std::size_t count, const ValueAt& value_at,
                const Range& range) {
  put(bytes, static_cast<std::int64_t>(range.least));
  std::size_t at = bytes.size();
  // Eight bytes are written for each value. The next value overwrites those that are not needed.
  bytes.resize(at + count * range.width + sizeof range.least);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t above = static_cast<std::uint64_t>(value_at(i)) - range.least;
    std::memcpy(bytes.data() + at, &above, sizeof above);
    at += range.width;
  }
  bytes.resize(at);
}

}  // namespace

void put_equal(std::string& bytes, std::int64_t value) {
  put(bytes, std::int64_t{0});  // the width
  put(bytes, value);
}

void put_column(std::string& bytes, const Integers& values) {
  if (values.empty()) return;
  const auto value_at = [&](std::size_t i) { return values[i]; };
  const auto step_at = [&](std::size_t i) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(values[i + 1]) -
                                     static_cast<std::uint64_t>(values[i]));
  };
  const std::size_t rows = values.size();
  const Range whole = range_of(rows, value_at);
  if (whole.width == 0) return put_equal(bytes, values[0]);
  if (const Range range = range_of(rows - 1, step_at); range.width < whole.width) {
    put(bytes, static_cast<std::int64_t>(range.width) | kSteps);
    put(bytes, values[0]);
    return put_values(bytes, rows - 1, step_at, range);
  }
  put(bytes, static_cast<std::int64_t>(whole.width));
  put_values(bytes, rows, value_at, whole);
}

PackedColumn::PackedColumn(ByteReader& bytes, std::size_t rows) {
  if (rows == 0) return;
  const std::int64_t kind = bytes.integer();
  width_ = static_cast<std::size_t>(kind & (kSteps - 1));
  steps_ = (kind & kSteps) != 0;
  if (kind < 0 || width_ > 8) throw std::runtime_error("a packed column has an impossible width");
  if (steps_) next_ = bytes.integer();
  least_ = static_cast<std::uint64_t>(bytes.integer());
  packed_ = bytes.take((steps_ ? rows - 1 : rows) * width_);
}

void PackedColumn::unpack(std::size_t count, std::int64_t* to) {
  if (width_ == 0) {
    std::fill_n(to, count, static_cast<std::int64_t>(least_));
    return;
  }
  const auto value_at = [&](std::size_t i, std::size_t size) {
    std::uint64_t above = 0;
    std::memcpy(&above, packed_.data() + i * width_, size);
    return above;
  };
  // Reads eight bytes at a time as long as there are so many, and cuts off those of the next
  // values.
  const std::uint64_t own = ~std::uint64_t{0} >> (64 - 8 * width_);
  std::size_t i = 0;
  for (; i < count && i * width_ + sizeof own <= packed_.size(); ++i)
    to[i] = static_cast<std::int64_t>(least_ + (value_at(i, sizeof own) & own));
  for (; i < count; ++i) to[i] = static_cast<std::int64_t>(least_ + value_at(i, width_));
  packed_.remove_prefix(count * width_);
}

void PackedColumn::take(std::size_t count, ChunkColumn& to) {
  if (width_ == 0 && !steps_) return to.append_equal(static_cast<std::int64_t>(least_), count);
  std::int64_t* const values = to.append(count);
  if (!steps_) return unpack(count, values);
  // There is one step less than values: none comes after the last one.
  const std::size_t steps = width_ == 0 ? count : std::min(count, packed_.size() / width_);
  unpack(steps, values);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t step = i < steps ? values[i] : 0;
    values[i] = next_;
    next_ = wrapping_sum(next_, step);
  }
}

}  // namespace tiersim
