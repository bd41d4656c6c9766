#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "models/ir/graph.h"

namespace tiersim::models {

enum class Mode { eval, train };  ///< train: batch statistics, running statistics updated in place

/// Called with each node's index and value, in order.
using Observer = std::function<void(std::size_t, const at::Tensor&)>;

/// Runs a float32 graph node by node with LibTorch's reference operations; differentiable.
/// For training, calibration and tests: inference that is timed goes through Executor.
/// Throws std::invalid_argument for a quantized node.
at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode = Mode::eval,
                     const Observer& observe = {});

}  // namespace tiersim::models
