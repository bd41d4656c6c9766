#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tiersim {

using Integers = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

/// Makes a column from one field of every row.
template <typename Values, typename Rows, typename Field>
Values collect(const Rows& rows, Field field) {
  Values values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(field(row));
  return values;
}

}  // namespace tiersim
