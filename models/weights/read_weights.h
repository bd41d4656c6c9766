#pragma once

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads weights by what the path is: a folder as Hugging Face's hub serves it (huggingface.h), a
/// .safetensors file, or a .pth, .pt or .bin file of torch.save (pth.h). float16, bfloat16 and
/// float64 become float32, rounded to nearest; whole numbers and bools stay as stored.
/// Throws UserError for anything else, and where reading does.
TensorFile read_weights(const std::filesystem::path& path);

}  // namespace tiersim::models
