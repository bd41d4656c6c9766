#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "models/service/serving/stage_executor.h"
#include "models/service/wire/stamps.h"

namespace tiersim::service {

/// Steers the fake workers of a test: says what they compute, and when they end.
struct FakeStage {
  struct Call {
    std::vector<StageInput> batch;
    std::function<void(StageResult&&)> done;
  };
  std::vector<Call> calls;         ///< batches that wait for finish(); only used if `holds`
  std::vector<std::size_t> sizes;  ///< number of requests of each batch so far, the first thousand
  bool holds{false};
  std::size_t output_bytes{0};  ///< size of the output of each request; 0 if the stage is the last
  std::string problem;          ///< if not empty, every batch fails with this problem

  StageResult result_of(const std::vector<StageInput>& batch) const {
    StageResult result;
    result.started = result.loaded = result.ended = monotonic_now();
    result.problem = problem;
    if (!problem.empty()) return result;
    for (const StageInput& input : batch) {
      StageOutput& output = result.outputs.emplace_back();
      // The label of a sample is its number; of a tensor, its first byte.
      output.prediction = static_cast<std::int32_t>(
          input.tensor.empty() ? input.sample : std::int64_t{input.tensor[0]});
      if (output_bytes > 0)
        output.tensor.assign(output_bytes, static_cast<std::uint8_t>(output.prediction));
    }
    return result;
  }

  /// Ends the oldest batch in `calls`, which must not be empty.
  void finish() {
    Call call = std::move(calls.front());
    calls.erase(calls.begin());
    call.done(result_of(call.batch));
  }
};

/// A worker that does what a FakeStage says: it ends each batch soon, or when FakeStage::finish()
/// is called if FakeStage::holds is set.
class FakeExecutor final : public StageExecutor {
 public:
  FakeExecutor(boost::asio::io_context& context, std::shared_ptr<FakeStage> stage)
      : context_(context), stage_(std::move(stage)) {}

  void compute(std::vector<StageInput> batch, std::function<void(StageResult&&)> done) override {
    if (stage_->sizes.size() < 1000) stage_->sizes.push_back(batch.size());
    if (stage_->holds) {
      stage_->calls.push_back({std::move(batch), std::move(done)});
      return;
    }
    boost::asio::post(context_, [stage = stage_, batch = std::move(batch), done] {
      done(stage->result_of(batch));
    });
  }

 private:
  boost::asio::io_context& context_;
  const std::shared_ptr<FakeStage> stage_;
};

}  // namespace tiersim::service
