#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <map>
#include <string>

namespace tiersim::models {

/// The content of a safetensors file: named tensors, and named texts (`metadata`). The file has
/// eight bytes of header length (little endian), a JSON header and raw data. Reading it executes
/// nothing.
/// Source: https://github.com/huggingface/safetensors (format section).
struct TensorFile {
  /// Tensors by name, contiguous and of the type stored: float64, float32, float16, bfloat16,
  /// int64, int32, int16, int8, uint8 or bool.
  std::map<std::string, at::Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Reads a safetensors file. Throws UserError, with the file and the problem, if the file is not
/// well-formed: truncated, tensors that overlap or leave gaps, offsets out of range, unknown types,
/// sizes that do not match shapes, names that occur twice. Allocates at most the size of the file,
/// and the parsed header (bounded_json.h).
TensorFile read_safetensors(const std::filesystem::path& path);

/// Writes a safetensors file: first a temporary file in the same folder, which is then renamed to
/// `path`. So a file named `path` is always complete. Throws UserError if the file cannot be
/// written, and std::invalid_argument for a type that the format does not have.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// Converts all float32 tensors of two or more dimensions to float16, in place, which halves their
/// bytes.
void halve_matrices(TensorFile& file);

/// Converts all float16, bfloat16 and float64 tensors to float32, in place, rounded to nearest.
void to_float32(TensorFile& file);

}  // namespace tiersim::models
