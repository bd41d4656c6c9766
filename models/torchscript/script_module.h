#pragma once

#include <torch/csrc/jit/api/module.h>

#include <exception>
#include <string>

namespace tiersim::models {

/// A module from the bytes of a TorchScript file, on the CPU and in eval mode. What the file says
/// is a program: its `__setstate__` runs here and its `forward` later, so load only what you trust.
/// Throws std::exception (among them c10::Error) for what is no such file, and
/// std::invalid_argument for tensors that reach outside the file's data.
torch::jit::Module load_module(std::string bytes);

/// The bytes of a file that load_module() reads, uint8 [bytes].
at::Tensor save_module(const torch::jit::Module& module);

/// `forward` with everything it calls and all weights inside one graph, in the few spellings that
/// the passes over it know: aten::conv2d, aten::linear, aten::reshape, nothing written in place
/// that need not be, no dropout. `fold`: batch norms become part of the convolutions before them.
torch::jit::Module frozen(const torch::jit::Module& module, bool fold);

/// One input through `forward`, without the profiling runs that would make the first ones slow.
at::Tensor run_module(torch::jit::Module& module, const at::Tensor& input);

/// What TorchScript has to say about a failure, in one line.
std::string reason_of(const std::exception& failure);

}  // namespace tiersim::models
