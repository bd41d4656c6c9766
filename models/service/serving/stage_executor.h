#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::service {

/// What a worker computes a stage on.
struct StageInput {
  std::int64_t sample{-1};             ///< item of the test set, for the first stage
  std::vector<std::uint8_t> tensor{};  ///< output of the stage before; empty for the first stage
};

struct StageOutput {
  std::int32_t prediction{-1};         ///< class, from the last stage; -1: none
  std::vector<std::uint8_t> tensor{};  ///< input of the next stage; empty from the last stage
};

/// What became of a batch. Times are nanoseconds of CLOCK_MONOTONIC.
struct StageResult {
  std::int64_t started{0}, loaded{0}, ended{0};
  std::int64_t cpu{0};               ///< CPU time of the computation
  std::vector<StageOutput> outputs;  ///< one for each input; empty if `problem` is not
  std::string problem;               ///< why the batch could not be computed; empty if it could
};

/// One worker of a tier. It computes one batch at a time.
class StageExecutor {
 public:
  virtual ~StageExecutor() = default;
  /// `done` runs once, in the thread of the service and never inside this call. It does not run any
  /// more after this object is destroyed.
  virtual void compute(std::vector<StageInput> batch,
                       std::function<void(StageResult&& result)> done) = 0;
};

}  // namespace tiersim::service
