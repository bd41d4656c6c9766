#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Prints the times of float32 and of int8 (operator `sptq`), and their ratio: for the largest
/// grouped convolution of the model `trained` alone, for all its grouped convolutions together, and
/// for the rest of the model. Prints nothing for a model without grouped convolutions.
void bench_grouped_convolutions(const Graph& trained, const PrepareContext& context);

}  // namespace tiersim::models
