#pragma once

#include <torch/csrc/jit/api/module.h>

#include <exception>
#include <string>

namespace tiersim::models {

/// Loads a module from the bytes of a TorchScript file, on the CPU and in eval mode. The file is a
/// program: its `__setstate__` runs here and its `forward` later, so load only files that you
/// trust. Throws std::exception (also c10::Error) if the bytes are no such file, and
/// std::invalid_argument if a tensor reaches outside the file's data.
torch::jit::Module load_module(std::string bytes);

/// The bytes of a file that load_module() reads: uint8 [bytes].
at::Tensor save_module(const torch::jit::Module& module);

/// `forward` as one graph, with all calls inlined and all weights as constants. Only these forms of
/// common operations remain: aten::conv2d, aten::linear, aten::reshape. Operations in place are
/// replaced where possible, and dropout is removed. If `fold`, batch norms become part of the
/// convolutions before them.
torch::jit::Module frozen(const torch::jit::Module& module, bool fold);

/// Runs `forward` on one input, without LibTorch's profiling, which would make the first runs slow.
at::Tensor run_module(torch::jit::Module& module, const at::Tensor& input);

/// The reason of a failure as TorchScript gives it, in one line.
std::string reason_of(const std::exception& failure);

}  // namespace tiersim::models
