#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/native/quantized/PackedParams.h>

#include <memory>
#include <stdexcept>

#include "models/ir/elementwise.h"
#include "models/ir/int8_channels.h"
#include "models/ir/int8_elementwise.h"
#include "models/ir/kernels.h"

namespace tiersim::models {
namespace {

at::Tensor quantized_weight(const Node& node) {
  const at::Tensor& values = node.tensors.at("weight");
  if (values.scalar_type() != at::kChar)
    throw std::invalid_argument("node \"" + node.name + "\" has a weight that is not int8");
  const at::Tensor scales = node.tensors.at("weight_scale").to(at::kDouble);
  return at::_make_per_channel_quantized_tensor(values, scales, at::zeros_like(scales, at::kLong),
                                                0);
}

/// Calls an operation that LibTorch registers for its quantized modules but does not declare.
template <typename Signature>
auto operation(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

/// A convolution or linear layer with packed weights. relu6 needs no kernel: the range of its
/// result is at most [0, 6], and values outside saturate.
template <typename Packed>
Kernel apply_packed(const Packed& packed, const Node& node) {
  const Quantization out = *node.quantization;
  if (node.activation == Activation::relu) {
    return [packed, out](at::TensorList x) {
      return packed->apply_relu(x[0], out.scale, out.zero_point);
    };
  }
  return [packed, out](at::TensorList x) { return packed->apply(x[0], out.scale, out.zero_point); };
}

using PackedConvolution = c10::intrusive_ptr<ConvPackedParamsBase<2>>;

PackedConvolution pack_convolution(const Node& node) {
  using Prepack = PackedConvolution(at::Tensor, c10::optional<at::Tensor>, torch::List<int64_t>,
                                    torch::List<int64_t>, torch::List<int64_t>, int64_t);
  const torch::List<int64_t> stride({node.stride, node.stride});
  const torch::List<int64_t> padding({node.padding, node.padding});
  const torch::List<int64_t> dilation({1, 1});
  return operation<Prepack>("quantized::conv2d_prepack")
      .call(quantized_weight(node), bias_of(node), stride, padding, dilation, node.groups);
}

/// For some shapes, oneDNN reorders a grouped weight at its first call. LibTorch 1.13 then forgets
/// the groups: later calls fail, give another size or read memory that is not theirs. This was seen
/// for batches, never for single items. So the weight is packed again for every batch.
Kernel grouped_int8_conv2d(const Node& node) {
  return [one_item = apply_packed(pack_convolution(node), node), node](at::TensorList x) {
    return x[0].size(0) == 1 ? one_item(x) : apply_packed(pack_convolution(node), node)(x);
  };
}

Kernel int8_conv2d(const Node& node) {
  return node.groups > 1 ? grouped_int8_conv2d(node) : apply_packed(pack_convolution(node), node);
}

Kernel int8_linear(const Node& node) {
  using Packed = c10::intrusive_ptr<LinearPackedParamsBase>;
  const Packed packed =
      operation<Packed(at::Tensor, c10::optional<at::Tensor>)>("quantized::linear_prepack")
          .call(quantized_weight(node), bias_of(node));
  return apply_packed(packed, node);
}

/// The quantized kernels need an explicit dilation. They keep the scale of the operand.
Kernel int8_pool(const Node& node) {
  const bool largest = node.kind == NodeKind::max_pool2d;
  return [largest, kernel = node.kernel, stride = node.stride, padding = node.padding,
          ceil = node.ceil_mode](at::TensorList x) {
    return largest ? at::max_pool2d(x[0], {kernel, kernel}, {stride, stride}, {padding, padding},
                                    {1, 1}, ceil)
                   : at::avg_pool2d(x[0], kernel, stride, padding, ceil);
  };
}

Kernel int8_table(const Node& node, const Node& operand) {
  const ElementwiseFunction function = elementwise_function(node.kind);
  const Quantization out = *node.quantization;
  if (!operand.quantization) {  // the input of the second half of a split model
    return [=](at::TensorList x) {
      return ByteFunction(function, {x[0].q_scale(), x[0].q_zero_point()}, out).apply(x[0]);
    };
  }
  const auto table = std::make_shared<ByteFunction>(function, *operand.quantization, out);
  return [table](at::TensorList x) { return table->apply(x[0]); };
}

}  // namespace

Kernel int8_kernel(const Node& node, const Node& operand) {
  if (elementwise_function(node.kind)) return int8_table(node, operand);
  switch (node.kind) {
    case NodeKind::conv2d:
      return int8_conv2d(node);
    case NodeKind::linear:
      return int8_linear(node);
    case NodeKind::add:
      return [out = *node.quantization, relu = node.activation == Activation::relu](
                 at::TensorList x) { return int8_add(x[0], x[1], out, relu); };
    case NodeKind::multiply:
      return [out = *node.quantization](at::TensorList x) {
        return x[0].dim() == x[1].dim() ? int8_multiply(x[0], x[1], out)
                                        : int8_gate(x[0], x[1], out);
      };
    case NodeKind::concat:
      return [out = *node.quantization](at::TensorList x) { return int8_concat(x.vec(), out); };
    case NodeKind::select_channels:
      return [channels = node.channels](at::TensorList x) { return int8_select(x[0], channels); };
    case NodeKind::max_pool2d:
    case NodeKind::avg_pool2d:
      return int8_pool(node);
    case NodeKind::flatten:
      return [](at::TensorList x) { return x[0].contiguous().flatten(1); };
    case NodeKind::global_avg_pool2d:  // keeps the scale of the operand
      return [](at::TensorList x) { return at::adaptive_avg_pool2d(x[0], {1, 1}).flatten(1); };
    case NodeKind::quantize:
      return [out = *node.quantization](at::TensorList x) {
        return to_quint8(x[0].dim() == 4 ? channels_last(dense(x[0])) : x[0], out);
      };
    default:
      throw std::invalid_argument("node \"" + node.name + "\" has no int8 kernel");
  }
}

}  // namespace tiersim::models
