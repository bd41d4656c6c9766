#pragma once

#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Writes the stages of a variant, a graph for each tier, into `file`, which can then be saved as a
/// model file. The nodes become JSON in the metadata "stages", and the tensors are named
/// "<stage>/<node>/<tensor>", where <stage> is the index of the stage.
void put_stages(const std::vector<Graph>& stages, TensorFile& file);

/// Reads the stages that put_stages() has written into `file`. Throws std::invalid_argument or
/// nlohmann::json::exception if the file has no stages or damaged ones.
std::vector<Graph> get_stages(const TensorFile& file);

/// A key of 36 characters for a graph: a hash of its nodes and of the bytes of all its tensors.
/// Equal graphs have equal keys. Graphs with other nodes or other bytes have different keys. Names,
/// shapes and types of tensors do not count.
std::string graph_key(const Graph& graph);

}  // namespace tiersim::models
