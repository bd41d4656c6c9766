#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <optional>
#include <vector>

#include "models/ir/graph.h"
#include "models/ir/kernels.h"

namespace tiersim::models {

/// Runs a graph for timed inference. float32 nodes run LibTorch's operations, on images in oneDNN's
/// own layout. Quantized nodes run int8 kernels, mostly oneDNN's. The graph must be lowered before
/// (lower()): no batch norm or dropout may be left. The constructor throws std::invalid_argument
/// for a graph that it cannot run.
///
/// The first run for each input shape is slower, because oneDNN makes its kernels then. In a batch
/// of two or more texts, attention ignores padding; a single text must have none. The second half
/// of a split model gets no tokens, so its attention does not ignore padding.
///
/// An exit is a classifier inside the model (NodeKind::exit). A run ends at an exit if every item
/// of the batch has reached the threshold of this exit or of an earlier one. If some items have
/// not, the run continues with all items, and each item gets the answer that it would get alone.
class Executor {
 public:
  explicit Executor(const Graph& graph);

  /// Runs the graph on a batch and returns the output of the graph: logits float32 [N, classes], or
  /// the tensor that the first half of a split model sends to the second. `input` is float32 [N, C,
  /// H, W], token ids int64 [N, T], or the output of the first half of a split model (quint8 or
  /// float32).
  at::Tensor run(const at::Tensor& input) const;

  /// Runs the graph once on `input`, so that oneDNN makes its kernels for inputs of this shape. No
  /// exit ends this run, so the kernels behind exits are made, too.
  void warm_up(const at::Tensor& input) const;

  /// Runs the graph on `input` and returns its output, as run(input) does. Calls `observe` with the
  /// index and the value of each node that the run reaches. The value may be an image in oneDNN's
  /// layout, which dense() converts. It is valid only until the next node, which may write over it.
  at::Tensor run(const at::Tensor& input,
                 const std::function<void(std::size_t, const at::Tensor&)>& observe) const;

 private:
  using Observe = std::function<void(std::size_t, const at::Tensor&)>;
  enum class Exits { open, closed };
  struct Step {
    Kernel compute;
    std::vector<std::size_t> operands;
    std::vector<std::size_t> dead_after;  // values that no later step reads
    std::optional<double> exit_threshold;
    std::optional<std::int64_t> pad_id;  // set for the step that reads tokens
    bool attends{false};
    bool is_read_dense{false};  // all readers need an ordinary strided tensor
  };
  at::Tensor run(const at::Tensor& input, const Observe& observe, Exits exits) const;
  std::vector<Step> steps_;
};

/// Prepares this process for inference: selects oneDNN's int8 kernels, lets LibTorch and OpenBLAS
/// compute an operation with `threads` threads, and switches gradients off in the calling thread.
/// Call it before the first inference of a process, and again after training.
void use_inference_settings(int threads);

}  // namespace tiersim::models
