#pragma once

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads named weights from `path`: a Hugging Face folder (huggingface.h), a .safetensors file, or
/// a .pth, .pt or .bin file of torch.save (pth.h). float16, bfloat16 and float64 become float32,
/// rounded to nearest. Whole numbers and bools stay as stored. Throws UserError if the path is none
/// of these or cannot be read.
TensorFile read_weights(const std::filesystem::path& path);

}  // namespace tiersim::models
