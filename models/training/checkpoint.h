#pragma once

#include <filesystem>

#include "models/ir/graph.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Writes the weights of a graph to the safetensors file `path`. Each tensor is stored as
/// "<node>.<tensor>", the name that torchvision and transformers use, such as
/// "layer1.0.conv1.weight". float32 tensors of two or more dimensions are stored in float16. Throws
/// UserError if the file cannot be written.
void save_checkpoint(const Graph& graph, const std::filesystem::path& path);

/// Replaces all tensors of `graph` by the tensors of the same name in the file `path`, which has
/// any format that read_weights() reads. Throws UserError, with the name of the tensor, if the file
/// lacks a tensor of the graph, has it in another shape or type, or has a tensor that belongs to no
/// node. An error about a shape names both shapes. Counters "num_batches_tracked" of PyTorch's
/// batch norms are ignored.
void load_checkpoint(Graph& graph, const std::filesystem::path& path);

/// Replaces all tensors of `graph` by the tensors of the same name in `file`. Throws UserError if a
/// tensor is missing, does not fit or belongs to no node, as load_checkpoint() does. `path` is the
/// file that `file` was read from; errors name it.
void fill(Graph& graph, TensorFile file, const std::filesystem::path& path);

}  // namespace tiersim::models
