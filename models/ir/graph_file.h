#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Puts the stages of a variant into a tensor file: nodes as JSON in its metadata ("stages"),
/// tensors as "<stage>/<node>/<tensor>".
void put_stages(const std::vector<Graph>& stages, TensorFile& file);

/// The reverse. Throws std::invalid_argument or nlohmann::json::exception for what is no such file.
std::vector<Graph> get_stages(const TensorFile& file);

/// Names a graph's structure and all its numbers: equal keys, equal graphs.
std::string graph_key(const Graph& graph);

}  // namespace tiersim::models
