#include "models/weights/read_weights.h"

#include <fmt/format.h>

#include "models/weights/huggingface.h"
#include "models/weights/pth.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

TensorFile read_stored(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return read_huggingface_weights(path);
  if (!std::filesystem::exists(path, error))
    throw UserError(fmt::format("{}: cannot be read (does it exist?)", path.string()));
  const std::string extension = path.extension().string();
  if (extension == ".safetensors") return read_safetensors(path);
  if (extension == ".pth" || extension == ".pt" || extension == ".bin") return read_pth(path);
  throw UserError(
      fmt::format("{}: weights of an unknown form (give a Hugging Face folder, .safetensors, .pth, "
                  ".pt or .bin)",
                  path.string()));
}

}  // namespace

TensorFile read_weights(const std::filesystem::path& path) {
  TensorFile file = read_stored(path);
  to_float32(file);
  return file;
}

}  // namespace tiersim::models
