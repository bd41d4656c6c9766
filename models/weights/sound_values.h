#pragma once

#include <filesystem>

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Checks the values of weights that were read from the file `path`. Throws UserError, with the
/// file and the name of the tensor, if a floating-point tensor has a NaN, an infinity, or a value
/// that float32 cannot hold. Also throws it if the running variance of a batch norm ("running_var")
/// has a negative value.
void require_sound_values(const TensorFile& file, const std::filesystem::path& path);

}  // namespace tiersim::models
