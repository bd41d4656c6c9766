#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim {

/// The values of a column, one for each row: integers, floating-point numbers or texts.
using Integers = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

/// Returns the column that has the value `field(row)` for each row.
template <typename Values, typename Rows, typename Field>
Values collect(const Rows& rows, Field field) {
  Values values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(field(row));
  return values;
}

}  // namespace tiersim
