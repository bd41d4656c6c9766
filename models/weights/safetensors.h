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
  /// float64, float32, float16, bfloat16, int64, int32, int16, int8, uint8 or bool, as stored;
  /// contiguous.
  std::map<std::string, at::Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Throws UserError, naming the file and what is wrong, for anything but a well-formed file:
/// truncated, tensors that overlap or leave gaps, out-of-range offsets, unknown types, sizes that
/// do not match shapes, names that stand there twice. Allocates no more than the file holds, the
/// parsed header apart (bounded_json.h).
TensorFile read_safetensors(const std::filesystem::path& path);

/// Writes beside `path` first and renames, so that a file under that name is always whole.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// float32 tensors of two dimensions and more to float16, for half the bytes.
void halve_matrices(TensorFile& file);

/// float16, bfloat16 and float64 to float32, rounded to nearest.
void to_float32(TensorFile& file);

}  // namespace tiersim::models
