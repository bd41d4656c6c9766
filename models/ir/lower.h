#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// Returns a copy of a trained graph that is simplified for inference and computes the same
/// function:
/// - Dropout is removed.
/// - A batch norm is folded into the convolution before it: w' = w gamma / sqrt(var + eps).
/// - A batch norm without a convolution before it becomes one, of each channel with one weight.
/// - A relu becomes part of the convolution, linear or add node before it.
/// - A relu6 becomes part of the convolution before it.
///
/// Two nodes stay apart if a third node reads the value between them. A graph that was lowered
/// before stays unchanged.
/// Source: Jacob et al., CVPR 2018, section 3.2 (folding); fusion as in oneDNN's post-ops.
Graph lower(const Graph& graph);

}  // namespace tiersim::models
