#include "models/ir/image_kernels.h"

#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/runtime/operator.h>

#include <vector>

#include "models/ir/concat_operands.h"
#include "models/ir/elementwise.h"

namespace tiersim::models {
namespace {

constexpr std::int64_t kLargestBlock = 16;  // channels in a block, with AVX-512

/// LibTorch has these operations only for nodes of frozen TorchScript. They compute
/// channels in blocks. If the last block is not full, they leave out the end of the image.
bool fills_blocks(const at::Tensor& x) { return x.is_mkldnn() && x.size(1) % kLargestBlock == 0; }

torch::jit::Operation blocked_operation(const char* name) {
  const auto kind = c10::Symbol::fromQualString(name);
  torch::jit::Graph graph;
  torch::jit::Node* node = graph.create(kind, 1);
  node->f_(torch::jit::attr::min_val, 0)->f_(torch::jit::attr::max_val, 6);  // of the hardtanh
  return torch::jit::getAllOperatorsFor(kind).at(0)->getOperation(node);
}

at::Tensor call(torch::jit::Operation& operation, const at::Tensor& x) {
  torch::jit::Stack stack{x};
  operation(stack);
  return stack.at(0).toTensor();
}

/// A kernel that runs `operation` on images whose channels fill their blocks, otherwise `function`.
Kernel blocked_or_dense(const char* operation, ElementwiseFunction function) {
  return [operation = blocked_operation(operation), function](at::TensorList x) mutable {
    return fills_blocks(x[0]) ? call(operation, x[0]) : function(dense(x[0]));
  };
}

/// An image times a factor for each channel: a convolution of each channel with one weight.
at::Tensor gated(const at::Tensor& image, const at::Tensor& gate) {
  if (!image.is_mkldnn() || image.size(0) > 1) return dense(image) * gate.unsqueeze(2).unsqueeze(3);
  const std::int64_t channels = gate.size(1);
  return at::mkldnn_convolution(image, gate.contiguous().view({channels, 1, 1, 1}), {}, {0, 0},
                                {1, 1}, {1, 1}, channels);
}

at::Tensor product(const at::Tensor& a, const at::Tensor& b) {
  return a.is_mkldnn() && b.is_mkldnn() ? at::mul(a, b) : at::mul(dense(a), dense(b));
}

}  // namespace

at::Tensor blocked(const at::Tensor& x) { return x.is_mkldnn() ? x : x.to_mkldnn(); }

at::Tensor relu6_in_place(const at::Tensor& x) {
  static torch::jit::Operation operation = blocked_operation("prim::MKLDNNHardTanh_");
  return fills_blocks(x) ? call(operation, x) : dense(x).clamp_(0, 6);
}

Kernel elementwise_kernel(const Node& node) {
  const ElementwiseFunction function = elementwise_function(node.kind);
  const auto image = [](const at::Tensor& x) { return x.dim() == 4 ? blocked(x) : x; };
  switch (node.kind) {
    case NodeKind::sigmoid:
      return [image](at::TensorList x) { return at::sigmoid(image(x[0])); };
    case NodeKind::silu:
      return [image, function](at::TensorList x) {
        if (x[0].dim() != 4) return function(x[0]);
        const at::Tensor value = image(x[0]);
        return at::sigmoid(value).mul_(value);
      };
    case NodeKind::hardsigmoid:
      return blocked_or_dense("prim::MKLDNNHardSigmoid", function);
    case NodeKind::hardswish:
      return blocked_or_dense("prim::MKLDNNHardSwish", function);
    case NodeKind::relu:
      return [](at::TensorList x) { return at::relu(x[0]); };
    default:
      return [function](at::TensorList x) { return function(dense(x[0])); };
  }
}

Kernel multiply_kernel() {
  return [](at::TensorList x) {
    return x[0].dim() == x[1].dim() ? product(x[0], x[1]) : gated(x[0], x[1]);
  };
}

Kernel pool_kernel(const Node& node) {
  const bool largest = node.kind == NodeKind::max_pool2d;
  return [largest, kernel = node.kernel, stride = node.stride, padding = node.padding,
          ceil = node.ceil_mode](at::TensorList x) {
    if (largest) return at::max_pool2d(blocked(x[0]), kernel, stride, padding, 1, ceil);
    // oneDNN would divide a sum over the edge of the image by the size of a whole window.
    return at::avg_pool2d(ceil ? dense(x[0]) : blocked(x[0]), kernel, stride, padding, ceil);
  };
}

Kernel channel_kernel(const Node& node) {
  if (node.kind == NodeKind::concat) {
    return [node](at::TensorList x) {
      std::vector<at::Tensor> operands = with_first(node, x);
      for (at::Tensor& operand : operands) operand = dense(operand);
      return at::cat(operands, 1);
    };
  }
  const at::Tensor indices = at::tensor(node.channels, at::kLong);
  const std::int64_t first = node.channels.front();
  const auto count = static_cast<std::int64_t>(node.channels.size());
  const bool neighbours = at::equal(indices, at::arange(first, first + count, at::kLong));
  return [=](at::TensorList x) {
    const at::Tensor values = dense(x[0]);
    return neighbours ? values.narrow(1, first, count).contiguous()
                      : values.index_select(1, indices);
  };
}

}  // namespace tiersim::models
