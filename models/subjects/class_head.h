#pragma once

#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The last linear layer, which gives the logits. Throws std::invalid_argument where there is none.
const Node& class_head(const Graph& graph);

/// The number of classes that a model tells apart: of its logits for `sample`, one input.
std::int64_t class_count(const Graph& graph, const at::Tensor& sample);

/// The same layers with a last one for `classes` classes, its weights uniform in ±1/sqrt(in) as
/// torch.nn.Linear starts, from LibTorch's default generator; unchanged where the number is right.
Graph with_classes(Graph graph, std::int64_t classes);

}  // namespace tiersim::models
