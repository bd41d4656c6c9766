#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tiersim::service {

/// The input of one request to a stage.
struct StageInput {
  std::int64_t sample{-1};  ///< index in the test set of the item that the request carries
  /// The input tensor, encoded by to_bytes() of compute/tensor_bytes.h. If it is empty, the worker
  /// reads the item `sample`, which is possible for the first stage only.
  std::vector<std::uint8_t> tensor{};
};

/// The output of a stage for one request.
struct StageOutput {
  std::int32_t prediction{-1};  ///< class that the last stage predicts; -1 for other stages
  /// The output tensor, encoded by to_bytes() of compute/tensor_bytes.h. It is empty for the last
  /// stage.
  std::vector<std::uint8_t> tensor{};
};

/// The result of computing one batch. Points of time are nanoseconds of CLOCK_MONOTONIC.
struct StageResult {
  /// The time at which the worker began with the batch (`started`), at which its stage was loaded
  /// (`loaded`; equal to `started` in a warm worker), and at which it had the output (`ended`).
  std::int64_t started{0}, loaded{0}, ended{0};
  std::int64_t cpu{0};  ///< CPU time of the computation of the whole batch, in nanoseconds
  std::vector<StageOutput> outputs;  ///< one for each input; empty if `problem` is not empty
  std::string problem;               ///< why the batch could not be computed; empty if it could
};

/// Interface: one worker of a tier. It computes one batch at a time.
class StageExecutor {
 public:
  virtual ~StageExecutor() = default;
  /// Begins to compute a batch. Calls `done` once, when the batch was computed or has failed, in
  /// the thread of the service and never inside this call. Does not call `done` after this object
  /// is destroyed. Must not be called again before `done` was called.
  virtual void compute(std::vector<StageInput> batch,
                       std::function<void(StageResult&& result)> done) = 0;
};

}  // namespace tiersim::service
