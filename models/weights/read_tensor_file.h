#pragma once

#include <filesystem>

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads named tensors from a safetensors file or from a file of Python's torch.save (pth.h). The
/// first bytes of the file decide which of the two it is, whatever its name is. Throws UserError if
/// the file cannot be read.
TensorFile read_tensor_file(const std::filesystem::path& path);

}  // namespace tiersim::models
