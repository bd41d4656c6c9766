#pragma once

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads named weights from `path`: a Hugging Face folder (huggingface.h), or a
/// .safetensors, .pth, .pt or .bin file. The content of a file decides whether it is read as
/// safetensors or as a file of torch.save (read_tensor_file.h). float16, bfloat16 and float64
/// become float32, rounded to nearest. Whole numbers and bools stay as stored. Throws UserError if
/// the path is none of these or cannot be read, or if a value is not sound (sound_values.h).
TensorFile read_weights(const std::filesystem::path& path);

}  // namespace tiersim::models
