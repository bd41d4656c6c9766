#include "models/ir/executor.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/native/quantized/PackedParams.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>

#include <stdexcept>
#include <utility>

#include "models/ir/int8_add.h"

namespace tiersim::models {
namespace {

using Compute = std::function<at::Tensor(const at::Tensor&, const at::Tensor&)>;

at::Tensor quantized_weight(const Node& node) {
  const at::Tensor& values = node.tensors.at("weight");
  const at::Tensor scales = node.tensors.at("weight_scale").to(at::kDouble);
  return at::_make_per_channel_quantized_tensor(values, scales, at::zeros_like(scales, at::kLong),
                                                0);
}

c10::optional<at::Tensor> bias_of(const Node& node) {
  const auto found = node.tensors.find("bias");
  if (found == node.tensors.end()) return c10::nullopt;
  return found->second;
}

/// Calls an operation that LibTorch registers for its quantized modules but does not declare.
template <typename Signature>
auto operation(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

/// Runs weights that were packed once, for a convolution or a linear layer.
template <typename Packed>
Compute apply_packed(const Packed& packed, const Node& node) {
  const Quantization out = *node.quantization;
  if (node.fused_relu) {
    return [packed, out](const at::Tensor& x, const at::Tensor&) {
      return packed->apply_relu(x, out.scale, out.zero_point);
    };
  }
  return [packed, out](const at::Tensor& x, const at::Tensor&) {
    return packed->apply(x, out.scale, out.zero_point);
  };
}

Compute int8_conv2d(const Node& node) {
  using Packed = c10::intrusive_ptr<ConvPackedParamsBase<2>>;
  using Prepack = Packed(at::Tensor, c10::optional<at::Tensor>, torch::List<int64_t>,
                         torch::List<int64_t>, torch::List<int64_t>, int64_t);
  const torch::List<int64_t> stride({node.stride, node.stride});
  const torch::List<int64_t> padding({node.padding, node.padding});
  const torch::List<int64_t> dilation({1, 1});
  const Packed packed =
      operation<Prepack>("quantized::conv2d_prepack")
          .call(quantized_weight(node), bias_of(node), stride, padding, dilation, node.groups);
  return apply_packed(packed, node);
}

Compute int8_linear(const Node& node) {
  using Packed = c10::intrusive_ptr<LinearPackedParamsBase>;
  const Packed packed =
      operation<Packed(at::Tensor, c10::optional<at::Tensor>)>("quantized::linear_prepack")
          .call(quantized_weight(node), bias_of(node));
  return apply_packed(packed, node);
}

Compute float_conv2d(const Node& node) {
  const at::Tensor weight = node.tensors.at("weight").contiguous(at::MemoryFormat::ChannelsLast);
  return [weight, bias = bias_of(node), stride = node.stride, padding = node.padding,
          groups = node.groups, relu = node.fused_relu](const at::Tensor& x, const at::Tensor&) {
    at::Tensor y = at::conv2d(x, weight, bias, stride, padding, 1, groups);
    return relu ? y.relu_() : y;
  };
}

Compute float_linear(const Node& node) {
  return [weight = node.tensors.at("weight"), bias = bias_of(node), relu = node.fused_relu](
             const at::Tensor& x, const at::Tensor&) {
    at::Tensor y = at::linear(x, weight, bias);
    return relu ? y.relu_() : y;
  };
}

/// contiguous() leaves an image of one channel as it is, since its bytes are in the right order
/// either way, and the layers after it would then go on with the channels first.
at::Tensor channels_last(const at::Tensor& x) {
  if (x.suggest_memory_format() == at::MemoryFormat::ChannelsLast) return x;
  return at::empty(x.sizes(), x.options(), at::MemoryFormat::ChannelsLast).copy_(x);
}

Compute compile(const Node& node) {
  const bool int8 = node.quantization.has_value();
  switch (node.kind) {
    case NodeKind::input:
      return [](const at::Tensor& x, const at::Tensor&) {
        return x.dim() == 4 ? channels_last(x) : x;
      };
    case NodeKind::conv2d:
      return int8 ? int8_conv2d(node) : float_conv2d(node);
    case NodeKind::linear:
      return int8 ? int8_linear(node) : float_linear(node);
    case NodeKind::add:
      if (int8) {
        return [out = *node.quantization, relu = node.fused_relu](
                   const at::Tensor& x, const at::Tensor& y) { return int8_add(x, y, out, relu); };
      }
      return [relu = node.fused_relu](const at::Tensor& x, const at::Tensor& y) {
        at::Tensor sum = x + y;
        return relu ? sum.relu_() : sum;
      };
    case NodeKind::relu:
      return [](const at::Tensor& x, const at::Tensor&) { return at::relu(x); };
    case NodeKind::global_avg_pool2d:  // on quint8 the scale stays that of the operand
      return [](const at::Tensor& x, const at::Tensor&) {
        return at::adaptive_avg_pool2d(x, {1, 1}).flatten(1);
      };
    case NodeKind::quantize:
      return [out = *node.quantization](const at::Tensor& x, const at::Tensor&) {
        return at::quantize_per_tensor(x, out.scale, out.zero_point, at::kQUInt8);
      };
    case NodeKind::dequantize:
      return [](const at::Tensor& x, const at::Tensor&) { return x.dequantize(); };
    case NodeKind::batch_norm2d:
      break;
  }
  throw std::invalid_argument("node \"" + node.name + "\" has to be folded before inference");
}

}  // namespace

Executor::Executor(const Graph& graph) {
  validate(graph);
  const std::vector<int> last_use = last_uses(graph);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    Step step;
    step.compute = compile(node);
    for (const int operand : node.inputs) {
      step.operands.push_back(static_cast<std::size_t>(operand));
      if (last_use[static_cast<std::size_t>(operand)] == static_cast<int>(i)) {
        step.dead_after.push_back(static_cast<std::size_t>(operand));
      }
    }
    steps_.push_back(std::move(step));
  }
}

at::Tensor Executor::run(const at::Tensor& input) const { return run(input, {}); }

at::Tensor Executor::run(const at::Tensor& input,
                         const std::function<void(std::size_t, const at::Tensor&)>& observe) const {
  const c10::InferenceMode guard;  // no bookkeeping for gradients
  std::vector<at::Tensor> values(steps_.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    const at::Tensor& first = step.operands.empty() ? input : values[step.operands[0]];
    values[i] = step.compute(first, step.operands.size() > 1 ? values[step.operands[1]] : first);
    if (observe) observe(i, values[i]);
    for (const std::size_t dead : step.dead_after) values[dead].reset();
  }
  return values.back();
}

void use_inference_settings(int threads) {
  at::GradMode::set_enabled(false);
  at::globalContext().setQEngine(at::QEngine::ONEDNN);
  at::set_num_threads(threads);
  // OpenBLAS keeps a pool of its own; where another BLAS is installed there is nothing to set.
  if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) {
    reinterpret_cast<void (*)(int)>(symbol)(threads);
  }
}

}  // namespace tiersim::models
