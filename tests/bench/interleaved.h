#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::models {

/// Something to be timed; called with the number of the inference in its block.
struct Contender {
  std::string name;
  std::function<void(std::int64_t)> infer;
};

/// How long a contender takes, and how many times as fast as the first one it is: the median over
/// rounds, with the quartiles.
struct Timing {
  double milliseconds, speedup, lower, upper;
};

/// Lets the contenders take turns in blocks (A, B, A, B, ...), so that a slow spell of the machine
/// meets all of them; a ratio is taken within a round. The clock is the process's CPU time: at one
/// thread that is what the wall clock shows on a machine with nothing else to do.
std::vector<Timing> take_turns(const std::vector<Contender>& contenders);

double median(std::vector<double> values);

}  // namespace tiersim::models
