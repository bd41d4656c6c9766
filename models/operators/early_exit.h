#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// The layers of `lowered` up to and including the node with index `after`, and behind it an
/// untrained head for `classes` classes. The head's nodes are named "exit.*". `width`: channels or
/// features of that node's value.
Graph with_exit(const Graph& lowered, int after, std::int64_t width, std::int64_t classes);

/// `early`, which is with_exit(lowered, after, ...), then a node "exit" that answers at a
/// probability of at least `threshold`, then the rest of `lowered`.
Graph with_rest(const Graph& early, const Graph& lowered, int after, double threshold);

}  // namespace tiersim::models
