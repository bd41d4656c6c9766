#pragma once

#include <cstddef>
#include <vector>

#include "sim/request.h"
#include "sim/results/columns.h"

namespace tiersim {

/// What one column says of a scenario's requests: a value for each, or one that holds for all. Most
/// say the same of all, and cost next to nothing so.
struct Series {
  std::int64_t constant{0};  ///< of all, where there are no values
  Integers values;           ///< of each, where they differ

  bool is_constant() const { return values.empty(); }
  std::int64_t at(std::size_t row) const { return is_constant() ? constant : values[row]; }
  friend bool operator==(const Series& a, const Series& b) {
    return a.constant == b.constant && a.values == b.values;
  }
};

/// A scenario's requests, column by column. When one finished is left out: when its parts had
/// passed.
struct RequestTable {
  enum Own { kIndex, kSample, kClient, kPrediction, kCorrect, kOutcome, kScheduled, kOwn };

  std::size_t rows{0};
  std::vector<Series> columns{kOwn};  ///< Own, then one for each part of the route

  const Series* parts() const { return columns.data() + kOwn; }
  Series latency() const;  ///< the sum of all parts; wraps around
};

RequestTable table_of(const std::vector<RequestRecord>& requests, std::size_t parts);

/// Of what was read from a file that may be damaged.
inline std::int64_t wrapping_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// Row by row; wraps around.
Series sum_of(const std::vector<const Series*>& series);

}  // namespace tiersim
