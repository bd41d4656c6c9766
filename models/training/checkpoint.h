#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Stores every tensor of a graph under "<node>.<tensor>", the names that torchvision and
/// transformers use. Matrices are stored in float16.
void save_checkpoint(const Graph& graph, const std::filesystem::path& path);

/// Fills `graph` with weights from a file of any form that read_weights() reads. Throws UserError,
/// with the name of the tensor, if a tensor is missing, has another shape or type, or belongs to no
/// node.
void load_checkpoint(Graph& graph, const std::filesystem::path& path);

/// The same from the content `file` of `path`.
void fill(Graph& graph, TensorFile file, const std::filesystem::path& path);

}  // namespace tiersim::models
