#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <map>
#include <string>

namespace tiersim::models {

/// Named tensors and text, as the safetensors format stores them: eight bytes of header length
/// (little endian), a JSON header, raw data. Reading executes nothing in the file.
/// Source: https://github.com/huggingface/safetensors (format section).
struct TensorFile {
  std::map<std::string, at::Tensor>
      tensors;  ///< float32, float16, int64, int8 or uint8; contiguous
  std::map<std::string, std::string> metadata;
};

/// Throws UserError, naming the file and what is wrong, for anything but a well-formed file:
/// truncated, overlapping or out-of-range offsets, unknown types, sizes that do not match shapes.
TensorFile read_safetensors(const std::filesystem::path& path);

/// Writes beside `path` first and renames, so that a file under that name is always whole.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// float32 tensors of two dimensions and more to float16, for half the bytes; and all of float16
/// back to float32.
void halve_matrices(TensorFile& file);
void widen(TensorFile& file);

}  // namespace tiersim::models
