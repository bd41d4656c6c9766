#pragma once

#include <ATen/ATen.h>

#include <filesystem>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Reads a model from a file that torch.jit.save wrote. `sample` is one input as a request carries
/// it, float32 [N, C, H, W] or ids int64 [N, T]. The model's `forward` must map that one tensor to
/// logits float32 [N, classes].
///
/// An image model of convolutions, pooling and linear layers becomes a graph of such nodes, whose
/// output on `sample` is checked against the module's. Any other model becomes one torchscript
/// node. That node names the operation that is the cause, and its module must accept more than one
/// batch size.
///
/// A TorchScript file is a program, and its time and memory have no bound: import only files that
/// you trust. Checksums find damage. A file that is made to do harm may still end the process.
///
/// Throws UserError "path: not a usable TorchScript file: problem (remedy)" for anything else.
Graph import_torchscript(const std::filesystem::path& path, const at::Tensor& sample);

}  // namespace tiersim::models
