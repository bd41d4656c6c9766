#pragma once

#include <ATen/ATen.h>

#include <filesystem>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Reads a model that torch.jit.save wrote. `sample`: one input as a request carries it, float32
/// [N, C, H, W] or ids int64 [N, T]; its `forward` must map that tensor, alone, to logits float32
/// [N, classes].
///
/// Image models of convolutions, pooling and linear layers become a graph of our own, checked
/// against the module on `sample`; any other model becomes one torchscript node, which names what
/// keeps it so and has to take more than one batch size.
///
/// A TorchScript file is a program, and nothing bounds its time and memory: import what you trust.
/// Damage is found by checksums; a file written to harm may still end the process.
/// Throws UserError "path: not a usable TorchScript file: problem (remedy)" for anything else.
Graph import_torchscript(const std::filesystem::path& path, const at::Tensor& sample);

}  // namespace tiersim::models
