#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Stores every tensor of a graph under "<node>.<tensor>", the names that torchvision and
/// transformers use, matrices in float16.
void save_checkpoint(const Graph& graph, const std::filesystem::path& path);

/// Fills `graph` from weights in any form that read_weights() knows; throws UserError, naming the
/// tensor, where one is missing, left over or of another shape.
void load_checkpoint(Graph& graph, const std::filesystem::path& path);

/// The same from weights that were read, from `path`.
void fill(Graph& graph, TensorFile file, const std::filesystem::path& path);

}  // namespace tiersim::models
