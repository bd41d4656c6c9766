#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Writes the stages of a variant into `file`, which can then be saved as a model file. The nodes
/// become JSON in the metadata "stages", and the tensors are named "<stage>/<node>/<tensor>".
void put_stages(const std::vector<Graph>& stages, TensorFile& file);

/// Reads the stages that put_stages() has written into `file`. Throws std::invalid_argument or
/// nlohmann::json::exception if the file has no stages or damaged ones.
std::vector<Graph> get_stages(const TensorFile& file);

/// A key of 36 characters for the nodes and all tensor values of a graph: a hash. Equal graphs have
/// equal keys, and different graphs have different keys.
std::string graph_key(const Graph& graph);

}  // namespace tiersim::models
