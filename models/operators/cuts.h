#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A place where a graph can be cut in two: after `node`. The later nodes read no other value of
/// the earlier ones.
struct Cut {
  int node;                 ///< index of the last node before the cut
  std::string name;         ///< name of that node
  std::int64_t bytes;       ///< bytes of that node's value for one request (quint8: one per number)
  std::int64_t dimensions;  ///< number of dimensions of that value
  double work_before;  ///< fraction of all multiply-accumulates that come before the cut, [0, 1]
};

/// Finds all places where a lowered graph (lower.h) can be cut, in the order of execution, except
/// at its two ends. There is no cut behind an exit, because the answers of the exit are needed as
/// well. `sample` is one input without padding, float32 [1, C, H, W] or ids int64 [1, T].
/// Source for cutting where one tensor is live: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample);

/// Returns the element of `cuts` that comes after the layer `name`. If there is none, throws
/// OperatorError, which begins with `operator_name` and lists the names of all cuts.
const Cut& find_cut(const std::vector<Cut>& cuts, std::string_view name,
                    std::string_view operator_name);

/// The number of multiply-accumulates of each node of a lowered graph (lower.h) for the input
/// `sample`, in the order of the nodes. Convolutions, linear layers and the two products of
/// attention are counted; other nodes have 0. NaN for a torchscript node, whose operations are not
/// counted. Every node is counted, also behind an exit. So for a model with exits the counts are an
/// upper bound.
std::vector<double> multiply_accumulates(const Graph& lowered, const at::Tensor& sample);

}  // namespace tiersim::models
