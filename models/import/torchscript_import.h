#pragma once

#include <ATen/ATen.h>

#include <filesystem>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Reads a model from a file that torch.jit.save wrote. `sample` is one input of the model, float32
/// [1, C, H, W] or token ids int64 [1, T]. The model's `forward` must map such a tensor, as its
/// only argument, to logits float32 [N, classes].
///
/// If every operation of an image model has a kind of node (NodeKind), the model becomes a graph of
/// these nodes. The outputs of the graph on `sample`, and on `sample` and another input in a batch,
/// must equal those of the module; they may differ by 1e-4 of the largest logit. The two inputs
/// must have different logits. The batch does not count if the module cannot run it. Any other
/// model becomes a graph with one torchscript node, whose facts name the operation that is the
/// cause. Its module must give an input the same logits alone and in a batch of two.
///
/// A TorchScript file is a program, and its time and memory have no bound: import only files that
/// you trust. Checksums find damage. A file that is made to do harm may still end the process.
///
/// Throws UserError "path: not a usable TorchScript file: problem (remedy)" if the file is missing
/// or damaged, or if its model does not meet these conditions or reads or writes files.
Graph import_torchscript(const std::filesystem::path& path, const at::Tensor& sample);

}  // namespace tiersim::models
