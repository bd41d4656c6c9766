#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include "models/import/arguments.h"
#include "models/ir/graph.h"

namespace tiersim::models {

/// Translates the TorchScript graph of an image model's `forward`, which frozen() has made, to a
/// graph of nodes, operation by operation. A node has the name of the module that it comes from, if
/// the file gives it. Throws Obstacle at the first operation or setting that no kind of node has.
/// Throws std::invalid_argument if the result is not valid (validate()).
///
/// After global pooling, a value [N, C, 1, 1] of the module is [N, C] in the graph, so the
/// operation that flattens it becomes no node.
Graph translate(const torch::jit::Graph& forward);

}  // namespace tiersim::models
