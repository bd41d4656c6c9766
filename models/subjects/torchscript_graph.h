#pragma once

#include <filesystem>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The layers and weights of a module that torch.jit.save wrote. `sample`: one input of the right
/// shape. The one place where models that studies bring as `torchscript: FILE` come in.
/// Throws UserError.
Graph torchscript_graph(const std::filesystem::path& path, const at::Tensor& sample);

}  // namespace tiersim::models
