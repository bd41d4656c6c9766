#include <ATen/core/dispatch/Dispatcher.h>

#include <memory>
#include <stdexcept>

#include "models/ir/kernels.h"
#include "models/ir/token_ops.h"

namespace tiersim::models {
namespace {

c10::optional<at::Tensor> bias_of(const Node& node) {
  const auto found = node.tensors.find("bias");
  if (found == node.tensors.end()) return c10::nullopt;
  return found->second;
}

at::Tensor activated(at::Tensor x, Activation activation) {
  if (activation == Activation::relu) return x.relu_();
  if (activation == Activation::relu6) return x.clamp_(0, 6);
  return x;
}

/// An operation that LibTorch registers for frozen TorchScript but does not declare.
torch::jit::Stack call(const char* name, torch::jit::Stack arguments) {
  c10::Dispatcher::singleton().findSchemaOrThrow(name, "").callBoxed(&arguments);
  return arguments;
}

/// Weights in the layout that oneDNN prefers for the shape of the first input.
class PackedConvolution {
 public:
  explicit PackedConvolution(const Node& node) : node_(node) {}

  at::Tensor run(const at::Tensor& x) {
    if (packed_.isNone()) pack(x);
    const at::Tensor y = call("mkldnn_prepacked::conv2d_run", {x, packed_})[0].toTensor();
    return node_.activation == Activation::relu6 ? y.clamp(0, 6) : y;
  }

 private:
  void pack(const at::Tensor& x) {
    const auto pair = [](std::int64_t n) { return std::vector<std::int64_t>{n, n}; };
    packed_ = call("mkldnn_prepacked::conv2d_prepack",
                   {node_.tensors.at("weight"), bias_of(node_), pair(node_.stride),
                    pair(node_.padding), pair(1), node_.groups, x.sizes().vec(),
                    std::string(node_.activation == Activation::relu ? "relu" : "none")})[0];
    node_.tensors.clear();
  }

  Node node_;
  c10::IValue packed_;
};

Kernel convolution(const Node& node) {
  const auto packed = std::make_shared<PackedConvolution>(node);
  return [packed](at::TensorList x) { return packed->run(x[0]); };
}

/// contiguous() leaves an image of one channel as it is, since its bytes are in the right order
/// either way, and the layers after it would then go on with the channels first.
at::Tensor channels_last(const at::Tensor& x) {
  if (x.suggest_memory_format() == at::MemoryFormat::ChannelsLast) return x;
  return at::empty(x.sizes(), x.options(), at::MemoryFormat::ChannelsLast).copy_(x);
}

}  // namespace

Kernel float_kernel(const Node& node) {
  const auto tensor = [&](const char* name) { return node.tensors.at(name); };
  switch (node.kind) {
    case NodeKind::input:
      return [](at::TensorList x) { return x[0].dim() == 4 ? channels_last(x[0]) : x[0]; };
    case NodeKind::conv2d:
      return convolution(node);
    case NodeKind::relu:
      return [](at::TensorList x) { return at::relu(x[0]); };
    case NodeKind::relu6:
      return [](at::TensorList x) { return at::clamp(x[0], 0, 6); };
    case NodeKind::add:
      return [activation = node.activation](at::TensorList x) {
        return activated(x[0] + x[1], activation);
      };
    case NodeKind::max_pool2d:
      return [kernel = node.kernel, stride = node.stride, padding = node.padding](
                 at::TensorList x) { return at::max_pool2d(x[0], kernel, stride, padding); };
    case NodeKind::global_avg_pool2d:
      return [](at::TensorList x) { return at::adaptive_avg_pool2d(x[0], {1, 1}).flatten(1); };
    case NodeKind::linear:
      return [weight = tensor("weight"), bias = bias_of(node),
              activation = node.activation](at::TensorList x) {
        return activated(at::linear(x[0], weight, bias), activation);
      };
    case NodeKind::embedding:
      return [node](at::TensorList x) { return embed(node, x[0]); };
    case NodeKind::layer_norm:
      return [weight = tensor("weight"), bias = tensor("bias"),
              epsilon = node.epsilon](at::TensorList x) {
        return at::layer_norm(x[0], {x[0].size(-1)}, weight, bias, epsilon);
      };
    case NodeKind::gelu:
      return [](at::TensorList x) { return at::gelu(x[0]); };
    case NodeKind::tanh:
      return [](at::TensorList x) { return at::tanh(x[0]); };
    case NodeKind::attention:
      return [heads = node.heads](at::TensorList x) { return attend(x[0], x[1], x[2], heads, {}); };
    case NodeKind::first_token:
      return [](at::TensorList x) { return x[0].select(1, 0).contiguous(); };
    case NodeKind::exit:
      return [](at::TensorList x) { return x[0]; };
    case NodeKind::batch_norm2d:
    case NodeKind::dropout:
    case NodeKind::quantize:
    case NodeKind::dequantize:
      break;
  }
  throw std::invalid_argument("node \"" + node.name + "\" has to be lowered before inference");
}

}  // namespace tiersim::models
