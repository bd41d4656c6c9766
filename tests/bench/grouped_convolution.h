#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Prints what int8 gains on the largest convolution in groups, alone, and on all of them together
/// against the rest of the model; nothing for a model that has none.
void bench_grouped_convolutions(const Graph& trained, const PrepareContext& context);

}  // namespace tiersim::models
