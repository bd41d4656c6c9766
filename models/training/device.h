#pragma once

#include <ATen/ATen.h>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The device that training computes on: the first CUDA device, or the CPU if LibTorch finds none.
/// An empty environment variable CUDA_VISIBLE_DEVICES hides all CUDA devices from LibTorch.
at::Device training_device();

/// A copy of a graph whose tensors are on `device`.
Graph on_device(Graph graph, at::Device device);

}  // namespace tiersim::models
