#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "models/ir/graph.h"

namespace tiersim::models {

/// `train` uses batch statistics, updates the running statistics with them, and applies dropout.
enum class Mode { eval, train };

/// Called with each node's index and value, in order. Later nodes read the value that it returns.
using Visit = std::function<at::Tensor(std::size_t, const at::Tensor&)>;

/// Runs a graph node by node with LibTorch's reference operations in float32; differentiable. Used
/// for training, calibration and tests. Timed inference uses Executor.
///
/// Quantization is simulated (fake quantization): values and weights are rounded as int8 would
/// round them, and gradients pass through unchanged (Jacob et al., CVPR 2018, section 3). Attention
/// ignores padding.
///
/// Every node runs. In eval mode, items that an exit is sure of get its answer at the end. In train
/// mode, all items get the output.
at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode = Mode::eval,
                     const Visit& visit = {});

}  // namespace tiersim::models
