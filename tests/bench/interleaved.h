#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::models {

/// A computation to be timed. A block is a number of inferences one after the other. `infer`
/// computes one inference, and its argument is the index of the inference in its block.
struct Contender {
  std::string name;
  std::function<void(std::int64_t)> infer;
};

/// The times of one contender. `milliseconds` is the median time of an inference. `speedup` is the
/// time of the first contender divided by that of this one: the median over the rounds. `lower` and
/// `upper` are the quartiles of the speedup.
struct Timing {
  double milliseconds, speedup, lower, upper;
};

/// Times the contenders in turns (A, B, A, B, ...) of a block of inferences each, so that a slow
/// period of the machine affects all of them. A round is one turn of every contender, and each
/// speedup compares times of one round. The clock is the CPU time of the process: with one thread,
/// it equals the wall time on an idle machine. Returns the times in the order of `contenders`.
std::vector<Timing> take_turns(const std::vector<Contender>& contenders);

double median(std::vector<double> values);

}  // namespace tiersim::models
