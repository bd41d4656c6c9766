#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/ir.h>

#include "models/import/arguments.h"
#include "models/ir/graph.h"

namespace tiersim::models {

/// Translates the TorchScript graph of an image model's `forward`, which frozen() has made, to a
/// graph of nodes, operation by operation. `sample` is one input, float32 [1, C, H, W]: the shapes
/// of the values follow from it. A node has the name of the module that it comes from, if the file
/// gives it. Throws Obstacle at the first operation or setting that no kind of node has. Throws
/// std::exception if an operation fails on the sample or the result is not valid (validate()).
///
/// Some operations become no node, because their operand has the shape of their result in the
/// graph: Form (translation.h) lists these shapes.
Graph translate(const torch::jit::Graph& forward, const at::Tensor& sample);

}  // namespace tiersim::models
