#pragma once

#include <torch/script.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The computation of a lowered float32 graph as TorchScript, its source written node by node, then
/// frozen and optimized for inference as LibTorch does it: what our executor has to be as fast as.
/// Texts come without padding. Throws std::invalid_argument for quantized nodes and exits.
torch::jit::Module torchscript_twin(const Graph& lowered);

}  // namespace tiersim::models
