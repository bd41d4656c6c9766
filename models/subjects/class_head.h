#pragma once

#include <string>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Returns the last linear layer of a model, which computes the logits. Throws
/// std::invalid_argument if the graph has no linear layer.
const Node& class_head(const Graph& graph);

/// Returns the number of classes of a model: the number of logits that it computes for `sample`,
/// one input [1, ...].
std::int64_t class_count(const Graph& graph, const at::Tensor& sample);

/// Returns the model with a new last linear layer for `classes` classes. Weight and bias of that
/// layer are uniform in ±1/sqrt(in), as torch.nn.Linear initializes them, from LibTorch's default
/// generator. A graph with that number of classes is returned unchanged. Throws
/// std::invalid_argument if the graph has no linear layer.
Graph with_classes(Graph graph, std::int64_t classes);

}  // namespace tiersim::models
