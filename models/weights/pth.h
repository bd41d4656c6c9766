#pragma once

#include <filesystem>

#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Reads the tensors of a state_dict that Python's torch.save wrote (.pth, .pt, .bin), in its zip
/// form (PyTorch 1.6 and later) or its older form. Nothing in the file is executed: the pickle
/// inside may only call the functions that rebuild tensors. Training scripts
/// save a dict with more than the weights. If the dict has a dict under "state_dict",
/// "model_state_dict", "model" or "net", that dict is read. If the dict itself has no tensors and
/// one of its values is a dict of tensors, that dict is read.
///
/// Entries that are not tensors are skipped. Types stay as stored. Strided tensors become
/// contiguous. Tensors that shared memory when they were saved may share memory again. Allocates at
/// most twice the file's size, and the parsed pickle (pickle.h).
///
/// Throws UserError, with the file and the problem, for anything else: whole pickled modules, other
/// globals, TorchScript, damaged or truncated files, files without a tensor, and files in which
/// several dicts hold tensors, so that the weights are not known.
TensorFile read_pth(const std::filesystem::path& path);

}  // namespace tiersim::models
