#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"
#include "models/operators/observer.h"

namespace tiersim::models {

/// Quantizes a graph that is one torchscript node to int8, by TorchScript's own passes, and returns
/// the new graph (static post-training quantization). Activations become quint8 with one scale per
/// tensor, from the smallest and largest value on `calibration`, which has inputs of the training
/// set. Weights become int8 with one scale per output channel. Operations that the passes do not
/// know stay float32.
///
/// Throws OperatorError for RangeRule::mse, for a module that is int8 already, for a module on
/// which the passes fail, and for a module in which they find no convolution or linear layer.
/// Source: torch/csrc/jit/passes/quantization of LibTorch 1.13; as torch.quantization.quantize_jit.
Graph quantize_module(const Graph& graph, const at::Tensor& calibration, RangeRule rule);

}  // namespace tiersim::models
