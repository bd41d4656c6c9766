#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <optional>
#include <vector>

#include "models/ir/graph.h"
#include "models/ir/kernels.h"

namespace tiersim::models {

/// A graph made ready for timed inference: float32 nodes run LibTorch's operations, images in
/// oneDNN's own layout, quantized nodes oneDNN's int8 kernels. Batch norms must have been folded
/// (see lower()).
///
/// The first inputs of each shape pay for the kernels that oneDNN makes for it. Attention does not
/// see the padding of texts in a batch; the second half of a split model, which gets no tokens,
/// sees it all the same.
///
/// A run ends at an exit where every item of the batch is sure. Where only some are, it goes on
/// with all of them, and each gets the answer it would get alone.
///
/// Throws std::invalid_argument for a graph it cannot run.
class Executor {
 public:
  explicit Executor(const Graph& graph);

  /// float32 [N, C, H, W], token ids int64 [N, T], or what the first half of a split model sent on
  /// (quint8 or float32).
  at::Tensor run(const at::Tensor& input) const;

  /// Makes the kernels for inputs of this shape, those behind exits, too, which an input that
  /// leaves early would not reach.
  void warm_up(const at::Tensor& input) const;

  /// As run(input), showing the value of each node that is reached to `observe`: an image in
  /// oneDNN's layout, perhaps, which dense() reads, and only until the next node, which may write
  /// over it.
  at::Tensor run(const at::Tensor& input,
                 const std::function<void(std::size_t, const at::Tensor&)>& observe) const;

 private:
  using Observe = std::function<void(std::size_t, const at::Tensor&)>;
  enum class Exits { open, closed };
  struct Step {
    Kernel compute;
    std::vector<std::size_t> operands;
    std::vector<std::size_t> dead_after;  // values that nothing reads any more
    std::optional<double> exit_threshold;
    std::optional<std::int64_t> pad_id;  // of tokens that come in here
    bool attends{false};
  };
  at::Tensor run(const at::Tensor& input, const Observe& observe, Exits exits) const;
  std::vector<Step> steps_;
};

/// Selects oneDNN's int8 kernels and `threads` threads in every pool that LibTorch uses, and turns
/// gradients off. Call once, before the first inference of a process.
void use_inference_settings(int threads);

}  // namespace tiersim::models
