#include "network/analytic_loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiersim {

double window_under_loss(double loss, double round_trip) {
  if (loss <= 0) return std::numeric_limits<double>::infinity();
  const double cubic = 1.054 * std::pow(round_trip / loss, 0.75);
  const double reno = 1.2 / std::sqrt(loss);
  return std::max({1.0, cubic, reno});
}

}  // namespace tiersim
