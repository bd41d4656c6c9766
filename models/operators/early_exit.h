#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Makes a shorter model: the nodes of `lowered` up to and including index `after`, and then an
/// untrained classifier for `classes` classes. For images it is global average pooling and a linear
/// layer; for texts, a linear layer and tanh on the first token, and a linear layer. The
/// classifier's nodes are named "exit.*". `width` is the number of channels or features in the
/// value of node `after`.
Graph with_exit(const Graph& lowered, int after, std::int64_t width, std::int64_t classes);

/// Makes a model with an early exit: the nodes of `early`, which with_exit() has made from
/// `lowered`, then a node "exit", then the nodes of `lowered` behind index `after`. The exit
/// answers an input if its largest softmax probability is at least `threshold`.
Graph with_rest(const Graph& early, const Graph& lowered, int after, double threshold);

}  // namespace tiersim::models
