#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Adds the stages of a variant to a tensor file: nodes as JSON in its metadata ("stages"), tensors
/// as "<stage>/<node>/<tensor>".
void put_stages(const std::vector<Graph>& stages, TensorFile& file);

/// Reads the stages back. Throws std::invalid_argument or nlohmann::json::exception if the file has
/// no stages or damaged ones.
std::vector<Graph> get_stages(const TensorFile& file);

/// A name for a graph's structure and all its numbers. Graphs with equal keys are equal.
std::string graph_key(const Graph& graph);

}  // namespace tiersim::models
