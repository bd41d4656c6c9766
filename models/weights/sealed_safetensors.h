#pragma once

#include <filesystem>
#include <string>

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// The name in the metadata of a sealed file under which its key is stored.
inline constexpr const char* kSealKey = "key";

/// Writes a safetensors file for the cache, as write_safetensors() does. Its metadata also have
/// `key`, which says what the tensors belong to, and a checksum of all bytes of the file. `key` has
/// only letters, digits and '-'.
void write_sealed_safetensors(const std::filesystem::path& path, TensorFile file,
                              const std::string& key);

/// Whether write_sealed_safetensors() wrote the file `path` with this key and no byte has changed
/// since. False if the file cannot be read. Reads the file in parts, so it needs little memory.
bool is_sealed_safetensors(const std::filesystem::path& path, const std::string& key);

}  // namespace tiersim::models
