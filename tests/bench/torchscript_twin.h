#pragma once

#include <torch/script.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Returns a TorchScript module that computes the same as a lowered float32 graph. LibTorch has
/// frozen it and optimized it for inference. Benchmarks compare our executor with it. Its inputs
/// must be texts without padding, or images. Throws std::invalid_argument for quantized nodes and
/// for other nodes that it cannot write, such as exits.
torch::jit::Module torchscript_twin(const Graph& lowered);

}  // namespace tiersim::models
