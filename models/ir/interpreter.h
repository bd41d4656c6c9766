#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "models/ir/graph.h"

namespace tiersim::models {

enum class Mode { eval, train };  ///< train: batch statistics (running ones updated), dropout

/// Called with each node's index and value, in order; what it returns is what later nodes read.
using Visit = std::function<at::Tensor(std::size_t, const at::Tensor&)>;

/// Runs a graph node by node with LibTorch's reference operations in float32; differentiable.
/// For training, calibration and tests: inference that is timed goes through Executor.
/// What a node's quantization asks for is done by fake quantization: values and weights are rounded
/// as int8 would round them (gradients pass straight through; Jacob et al., CVPR 2018, section 3).
/// Tokens that are padding are hidden from attention.
/// Every node is run: in eval, items that are sure at an exit get its answer at the end; in
/// training, all get the output.
at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode = Mode::eval,
                     const Visit& visit = {});

}  // namespace tiersim::models
