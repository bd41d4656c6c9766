#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// The mode of a run. In `train`, batch norms normalize with the statistics of the batch and update
/// the running statistics with them, and dropout is applied. In `eval`, batch norms use the running
/// statistics, and there is no dropout.
enum class Mode { eval, train };

/// A function that interpret() calls with each node's index and value, in the order of the nodes.
/// Later nodes read the value that it returns.
using Visit = std::function<at::Tensor(std::size_t, const at::Tensor&)>;

/// Computes the value of one node, which is no input, from the values of its operands, as
/// interpret() does in eval mode. There is no padding and no quantization.
at::Tensor interpret_node(const Node& node, const std::vector<at::Tensor>& operands);

/// Runs a graph node by node with LibTorch's reference operations in float32, and returns its
/// output, [N, ...]. The run is differentiable. Training, calibration and tests use it; timed
/// inference uses Executor.
///
/// Quantization is simulated (fake quantization): values and weights are rounded as int8 would
/// round them, and gradients pass through unchanged (Jacob et al., CVPR 2018, section 3). Attention
/// ignores padding, if the graph has the embedding that reads the token ids.
///
/// Every node runs, also behind an exit. In eval mode, an item gets the answer of the first exit
/// whose threshold it reaches, or else the output of the last node. In train mode, all items get
/// the output of the last node.
at::Tensor interpret(const Graph& graph, const at::Tensor& input, Mode mode = Mode::eval,
                     const Visit& visit = {});

}  // namespace tiersim::models
