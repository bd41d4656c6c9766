#pragma once

#include "models/ir/graph.h"

namespace tiersim::models {

/// Makes a trained graph ready for inference, value for value the same: batch norms are folded into
/// the convolution before them (w' = w gamma / sqrt(var + eps)) and each relu becomes part of the
/// convolution, linear or add that it follows. A lowered graph comes back unchanged.
/// Source: Jacob et al., CVPR 2018, section 3.2 (folding); fusion as in oneDNN's post-ops.
Graph lower(const Graph& graph);

}  // namespace tiersim::models
