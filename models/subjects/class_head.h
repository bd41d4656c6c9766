#pragma once

#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The last linear layer, which computes the logits. Throws std::invalid_argument if there is none.
const Node& class_head(const Graph& graph);

/// The number of classes of a model: the number of logits for `sample`, which is one input.
std::int64_t class_count(const Graph& graph, const at::Tensor& sample);

/// Replaces the last linear layer by one for `classes` classes. Its weights are uniform in
/// ±1/sqrt(in), as torch.nn.Linear initializes them, from LibTorch's default generator. A graph
/// with that number of classes is returned unchanged.
Graph with_classes(Graph graph, std::int64_t classes);

}  // namespace tiersim::models
