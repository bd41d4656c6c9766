#include "sim/results/chunk_column.h"

#include <algorithm>
#include <utility>

namespace tiersim {

void ChunkColumn::append_equal(std::int64_t value, std::size_t count) {
  if (rows_ == 0) value_ = value;
  if (constant_ && value == value_) {
    rows_ += count;
  } else {
    std::fill_n(append(count), count, value);
  }
}

std::int64_t* ChunkColumn::append(std::size_t count) {
  if (values_.size() < rows_ + count) values_.resize(std::max(rows_ + count, 2 * values_.size()));
  if (constant_) std::fill_n(values_.begin(), rows_, value_);
  constant_ = false;
  return values_.data() + std::exchange(rows_, rows_ + count);
}

void ChunkColumn::append_sum(const std::vector<const ChunkColumn*>& terms, std::size_t count) {
  std::int64_t equal = 0;
  std::vector<const ChunkColumn*> different;
  for (const ChunkColumn* term : terms) {
    if (term->constant_) {
      equal = wrapping_sum(equal, term->value_);
    } else {
      different.push_back(term);
    }
  }
  if (different.empty()) return append_equal(equal, count);
  std::int64_t* const sums = append(count);
  std::fill_n(sums, count, equal);
  for (const ChunkColumn* term : different) {
    const std::int64_t* const values = term->values_.data() + term->rows_ - count;
    for (std::size_t i = 0; i < count; ++i) sums[i] = wrapping_sum(sums[i], values[i]);
  }
}

void ChunkColumn::clear() {
  rows_ = 0;
  constant_ = true;
}

}  // namespace tiersim
