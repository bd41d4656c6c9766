#pragma once

#include "models/ir/graph.h"
#include "models/operators/observer.h"
#include "models/operators/operator.h"

namespace tiersim::models {

/// The rule for value ranges that the setting `observer` of the operator `sptq` or `qat` names.
RangeRule range_rule_from(const OperatorCall& call);

/// Prepares a lowered graph (lower.h) for int8 and returns the result: decides which nodes run in
/// int8, and sets their scales and zero points from the ranges of their values on `calibration`
/// (float32 [N, C, H, W] or token ids int64 [N, T], inputs of the training set). Nodes that convert
/// between float32 and quint8 are inserted. Weights stay float32, so interpret() runs the result as
/// fake quantization, and it can be trained.
Graph place_quantization(const Graph& lowered, const at::Tensor& calibration,
                         RangeRule rule = RangeRule::min_max);

/// Returns a copy of a result of place_quantization() for the executor: the weights of its int8
/// nodes are int8, with a scale for each output channel.
Graph to_int8(const Graph& placed);

/// Quantizes a lowered graph for the executor: place_quantization(), then to_int8(). `calibration`
/// has inputs of the training set, float32 [N, C, H, W] or token ids int64 [N, T].
Graph quantize(const Graph& lowered, const at::Tensor& calibration,
               RangeRule rule = RangeRule::min_max);

}  // namespace tiersim::models
