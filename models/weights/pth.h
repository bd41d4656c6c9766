#pragma once

#include <filesystem>

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads the tensors of a state_dict that Python's torch.save wrote (.pth, .pt, .bin), in its zip
/// form (PyTorch 1.6 and later) or the one before, without executing anything: the pickle inside
/// may call the few functions that rebuild tensors, and no others. Where the dict holds another
/// under "state_dict" or "model", as training scripts save it, takes that. Entries that are no
/// tensors are passed over; types stay as stored; strided tensors become contiguous; tensors that
/// shared memory when they were saved may share it again. Allocates at most the file's size twice,
/// besides the parsed pickle (pickle.h).
/// Throws UserError, naming the file and what is wrong, for anything else: whole pickled modules,
/// other globals, TorchScript, damaged or truncated files, files without a tensor.
TensorFile read_pth(const std::filesystem::path& path);

}  // namespace tiersim::models
