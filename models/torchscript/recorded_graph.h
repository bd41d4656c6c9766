#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/ir.h>

#include <memory>

namespace tiersim::models {

/// The first condition or loop of a TorchScript graph; nullptr if it has none.
const torch::jit::Node* first_branch(const torch::jit::Graph& graph);

/// The first operation that makes a number, or a size, of the values of a tensor, such as `bool(x >
/// 0)` or `float(torch.max(x))`; nullptr if there is none. Only such an operation lets numbers and
/// conditions depend on more than the shapes of the tensors. Tensors that hold sizes or constants
/// only do not count.
const torch::jit::Node* first_reader_of_values(const torch::jit::Graph& graph);

/// Runs `forward` of a frozen module on `sample`, and returns a graph of the operations that ran.
/// The graph has no conditions and no loops: each has the outcome that it has for `sample`. Its
/// input 0 stands for the module and its input 1 for the sample. Weights have the same names as in
/// `frozen`, and operations have the forms that frozen() gives them. Throws std::exception if
/// `forward` fails or cannot be recorded.
std::shared_ptr<torch::jit::Graph> recorded_graph(torch::jit::Module frozen,
                                                  const at::Tensor& sample);

}  // namespace tiersim::models
