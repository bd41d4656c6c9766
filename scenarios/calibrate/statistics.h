#pragma once

#include <algorithm>
#include <vector>

namespace tiersim {

/// The median of some numbers; of an even number of them, the mean of the two in the middle. There
/// must be at least one.
inline double median(std::vector<double> numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  if (numbers.size() % 2 == 1) return *middle;
  return (*std::max_element(numbers.begin(), middle) + *middle) / 2;
}

}  // namespace tiersim
