#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim {

/// A column of integers, one for each row.
using Integers = std::vector<std::int64_t>;
/// A column of floating-point numbers, one for each row.
using Numbers = std::vector<double>;
/// A column of texts, one for each row.
using Texts = std::vector<std::string>;

/// Returns the column that has the value `field(row)` for each row of `rows`, in their order.
template <typename Values, typename Rows, typename Field>
Values collect(const Rows& rows, Field field) {
  Values values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(field(row));
  return values;
}

}  // namespace tiersim
