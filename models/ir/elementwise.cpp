#include "models/ir/elementwise.h"

namespace tiersim::models {

ElementwiseFunction elementwise_function(NodeKind kind) {
  using at::Tensor;
  switch (kind) {
    case NodeKind::relu:
      return [](const Tensor& x) { return at::relu(x); };
    case NodeKind::relu6:
      return [](const Tensor& x) { return at::clamp(x, 0, 6); };
    case NodeKind::sigmoid:
      return [](const Tensor& x) { return at::sigmoid(x); };
    case NodeKind::silu:
      return [](const Tensor& x) { return at::silu(x); };
    case NodeKind::hardsigmoid:
      return [](const Tensor& x) { return at::hardsigmoid(x); };
    case NodeKind::hardswish:
      return [](const Tensor& x) { return at::hardswish(x); };
    case NodeKind::gelu:
      return [](const Tensor& x) { return at::gelu(x); };
    case NodeKind::tanh:
      return [](const Tensor& x) { return at::tanh(x); };
    default:
      return nullptr;
  }
}

}  // namespace tiersim::models
