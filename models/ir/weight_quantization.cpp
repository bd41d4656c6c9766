#include "models/ir/weight_quantization.h"

#include <vector>

namespace tiersim::models {
namespace {

at::Tensor per_channel(const at::Tensor& scale, const at::Tensor& weight) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
  shape[0] = -1;
  return scale.view(shape);
}

}  // namespace

at::Tensor weight_scale(const at::Tensor& weight) {
  return std::get<0>(weight.abs().flatten(1).max(1)).clamp_min(1e-12) / 127.0;
}

at::Tensor int8_weight(const at::Tensor& weight, const at::Tensor& scale) {
  return (weight / per_channel(scale, weight)).round().clamp(-127, 127).to(at::kChar).contiguous();
}

at::Tensor effective_weight(const Node& node) {
  const at::Tensor& weight = node.tensors.at("weight");
  if (weight.scalar_type() == at::kChar)
    return weight.to(at::kFloat) * per_channel(node.tensors.at("weight_scale"), weight);
  if (!node.quantization) return weight;
  const at::Tensor scale = weight_scale(weight.detach());
  return at::fake_quantize_per_channel_affine(weight, scale, at::zeros_like(scale, at::kInt), 0,
                                              -127, 127);
}

}  // namespace tiersim::models
