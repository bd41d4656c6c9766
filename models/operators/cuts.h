#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// A place where a graph can be cut: after `node`, where its value alone is needed further on.
struct Cut {
  int node;
  std::string name;         ///< of that node
  std::int64_t bytes;       ///< of the value for one request, as stored (quint8: one byte each)
  std::int64_t dimensions;  ///< of the value
  double work_before;       ///< share of the multiply-accumulates done by then, [0, 1]
};

/// All cuts of a lowered graph but those at its two ends; behind an exit there are none, since its
/// answers are needed as well. `sample`: one input without padding.
/// Source for cutting where one tensor is live: Kang et al., "Neurosurgeon", ASPLOS 2017.
std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample);

/// The cut of that name; throws OperatorError with the names that there are.
const Cut& find_cut(const std::vector<Cut>& cuts, std::string_view name,
                    std::string_view operator_name);

/// Multiply-accumulates of each node for one input: convolutions, linear layers and the two
/// products of attention. Of a whole run, whatever its exits answer: for a model with exits an
/// upper bound of what an input costs. NaN for a torchscript node, of which nobody counts them.
std::vector<double> multiply_accumulates(const Graph& lowered, const at::Tensor& sample);

}  // namespace tiersim::models
