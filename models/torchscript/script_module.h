#pragma once

#include <torch/csrc/jit/api/module.h>

#include <exception>
#include <memory>
#include <string>

namespace tiersim::models {

/// Loads a module from the bytes of a TorchScript file, on the CPU and in eval mode. The file is a
/// program: its `__setstate__` runs during the load and its `forward` later, so load only files
/// that you trust. Throws std::exception (also c10::Error) if the bytes are not a TorchScript file,
/// and std::invalid_argument if a tensor reaches outside the file's data.
torch::jit::Module load_module(std::string bytes);

/// Serializes a module to the content of a TorchScript file, uint8 [bytes], which load_module() can
/// read.
at::Tensor save_module(const torch::jit::Module& module);

/// Gives common operations of a graph one form each where possible, in place: aten::conv2d,
/// aten::linear, aten::reshape. Operations in place are replaced by others where possible. Dropout
/// and operations whose results nothing reads are removed.
void unify_operations(std::shared_ptr<torch::jit::Graph>& graph);

/// Returns a copy of a module in eval mode whose `forward` is one graph, with all calls inlined and
/// all weights as constants. Its operations have the forms of unify_operations(). If `fold`, batch
/// norms become part of the convolutions before them.
torch::jit::Module frozen(const torch::jit::Module& module, bool fold);

/// Runs a module's `forward` on one input tensor and returns its output tensor. LibTorch's
/// profiling is off during the run, because it would make the first runs slow.
at::Tensor run_module(torch::jit::Module& module, const at::Tensor& input);

/// The reason of a failure in TorchScript, in one line, without the stack trace in
/// `failure.what()`.
std::string reason_of(const std::exception& failure);

}  // namespace tiersim::models
