#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A place where a graph can be cut: after `node`. The later nodes need no other value of the
/// earlier ones.
struct Cut {
  int node;
  std::string name;         ///< of that node
  std::int64_t bytes;       ///< of the value for one request, as stored (quint8: one byte each)
  std::int64_t dimensions;  ///< of the value
  double work_before;       ///< share of the multiply-accumulates up to this node, [0, 1]
};

/// All cuts of a lowered graph, without those at its two ends. There is no cut behind an exit,
/// because the answers of the exit are needed as well. `sample`: one input without padding.
/// Source for cutting where one tensor is live: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample);

/// The cut after the layer `name`. Throws OperatorError, with the names of all cuts, where there is
/// none.
const Cut& find_cut(const std::vector<Cut>& cuts, std::string_view name,
                    std::string_view operator_name);

/// Multiply-accumulates of each node for one input: convolutions, linear layers and the two
/// products of attention. Counts a run through the whole model: for a model with exits this is an
/// upper bound. NaN for a torchscript node, whose operations are not counted.
std::vector<double> multiply_accumulates(const Graph& lowered, const at::Tensor& sample);

}  // namespace tiersim::models
