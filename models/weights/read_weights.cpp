#include "models/weights/read_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "models/weights/huggingface.h"
#include "models/weights/read_tensor_file.h"
#include "models/weights/sound_values.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

TensorFile read_stored(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return read_huggingface_weights(path);
  if (!std::filesystem::exists(path, error))
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path.string()));
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* known : {".safetensors", ".pth", ".pt", ".bin"})
    if (extension == known) return read_tensor_file(path);
  throw UserError(
      fmt::format("{}: weights of an unknown form (give a Hugging Face folder, .safetensors, .pth, "
                  ".pt or .bin)",
                  path.string()));
}

}  // namespace

TensorFile read_weights(const std::filesystem::path& path) {
  TensorFile file = read_stored(path);
  require_sound_values(file, path);
  to_float32(file);
  return file;
}

}  // namespace tiersim::models
