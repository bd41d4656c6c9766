#pragma once

#include <torch/csrc/jit/ir/ir.h>

#include "models/import/arguments.h"
#include "models/ir/graph.h"

namespace tiersim::models {

/// The frozen graph of an image model's `forward` as nodes of our own, node by node. Nodes are
/// named as the modules that they come from, where the file tells. Throws Obstacle at the first
/// operation, or setting of one, for which there is no node.
///
/// A value [N, C, 1, 1] behind global pooling is [N, C] in our graph, and flattening it nothing.
Graph translate(const torch::jit::Graph& forward);

}  // namespace tiersim::models
