#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "models/ir/executor.h"
#include "models/measure/process_limits.h"
#include "models/measure/sampler.h"
#include "models/protocol/measuring.h"
#include "models/subjects/subject.h"
#include "models/subjects/subject_data.h"

namespace tiersim::models {

/// The range of test items from which the inputs of a stage are made.
struct InputRange {
  std::int64_t first{0};  ///< index of the first test item
  std::int64_t count{1};  ///< maximum number of inputs
  int batch{1};           ///< number of items in each input
};

/// Returns inputs of the stage with the index `stage` of a variant, whose stages are `stages`: what
/// the stages before it compute from items of `subject`. The items are at most 400 test items, or a
/// few random ones if the subject has no data. `range` says which of them are used; after the last
/// item, the first follows.
///
/// Returns fewer than `range.count` inputs if there are fewer items, or if 5 s have passed and
/// there are 8 inputs. Calls `alive` when the items are loaded and after each input.
std::vector<at::Tensor> stage_inputs(const std::vector<Graph>& stages, int stage,
                                     const Subject& subject, const InputRange& range,
                                     const std::function<void()>& alive);

/// Joins n items, [1, ...] each, to one batch [n, ...]. Fills shorter texts up with `pad_id` at the
/// right.
at::Tensor stacked(const std::vector<at::Tensor>& items, std::int64_t pad_id);

/// The id of padding in the token ids that a graph reads: that of its embedding node, or 0 if it
/// has none, as a model that reads images.
std::int64_t pad_id_of(const Graph& graph);

/// One worker of a tier: a process with a stage of a variant that is loaded, warm, and limited to
/// the worker's part of the tier's CPU time. Each worker may use as much memory as the tier has.
class StageWorker {
 public:
  /// Loads the stage, makes its inputs, warms it up, and measures its time without a limit. Limits
  /// the process until it ends (threads, CPU affinity, memory): at most one worker per process.
  /// Throws UserError if this machine cannot provide the tier, or if a file is missing or damaged,
  /// and std::invalid_argument if the variant has no such stage.
  explicit StageWorker(const protocol::LoadRequest& request);

  /// The answer to the request "load": how the CPU share is enforced, the number of threads and
  /// CPUs, and the expected and the unlimited wall time of an inference.
  protocol::LoadedStage description() const;

  /// Runs and times `count` inferences under the tier's CPU share, with the numbers first, first +
  /// 1, ... Inference i uses input i modulo the number of the stage's inputs. Sampler::take() says
  /// what is returned.
  protocol::Samples sample(std::int64_t first, std::int64_t count) const;

  /// Computes the stage for one request, and returns the result and the times: the predicted class,
  /// or the pickled output if a stage follows. `input` is the pickled output tensor of the stage
  /// before. If it is empty, the input is the test item with the index `sample`, or a random input
  /// for a subject without data. The stage runs for 20 ms before the inference that is timed.
  protocol::LiveAnswer infer(std::int64_t sample, const std::vector<std::uint8_t>& input);

  // Requests in real time. Each starts at once, without a call before it that is not counted.

  /// Prepares for requests, so that they need not wait for it. The first stage reads the test set.
  /// Every stage makes its kernels for the batch sizes below the tier's, from 1 on, until 5 s have
  /// passed. The constructor has made those for the tier's batch size.
  void prepare_for_requests();
  /// The input of the first stage for the test item with the index `sample`, [1, ...]. After the
  /// last item, the first follows. A random input if the subject has no data. The first call reads
  /// the data.
  at::Tensor item(std::int64_t sample);
  /// Computes the stage on the batch `input` at once, under the tier's CPU share, and stores the
  /// result in `output`. Returns the times. `output` is valid until the next call.
  Sampler::Timing compute(const at::Tensor& input, at::Tensor& output) const;
  bool is_last_stage() const { return is_last_; }
  std::int64_t pad_id() const { return pad_id_; }

 private:
  Subject subject_;
  WorkerShare share_;
  bool is_last_{true};
  int stage_{0}, batch_{1};
  std::int64_t pad_id_{0};
  std::optional<Watchdog> watchdog_;  // set until the stage is loaded and warm
  std::vector<at::Tensor> inputs_;
  std::optional<Executor> executor_;
  std::optional<Sampler> sampler_;
  std::optional<RequestItems> items_;  ///< loaded when they are first needed
};

}  // namespace tiersim::models
