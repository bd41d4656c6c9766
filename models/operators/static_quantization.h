#pragma once

#include "models/ir/graph.h"
#include "models/operators/observer.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// The value of the setting `observer` of `sptq` and `qat`.
RangeRule range_rule_from(const OperatorCall& call);

/// Decides which nodes of a lowered graph run in int8, and with which scales. Weights stay float32.
/// Quantize and dequantize nodes are put where a value changes its type. interpret() runs the
/// result as fake quantization. `calibration`: float32 [N, C, H, W] or token ids int64 [N, T], of
/// the training set.
Graph place_quantization(const Graph& lowered, const at::Tensor& calibration,
                         RangeRule rule = RangeRule::min_max);

/// Makes the weights of a result of place_quantization() int8, for the executor.
Graph to_int8(const Graph& placed);

/// to_int8() of place_quantization().
Graph quantize(const Graph& lowered, const at::Tensor& calibration,
               RangeRule rule = RangeRule::min_max);

}  // namespace tiersim::models
