#include "models/operators/weight_masks.h"

namespace tiersim::models {

void mask_weights(Graph& graph, const WeightMasks& masks) {
  for (Node& node : graph.nodes) {
    const auto mask = masks.find(node.name);
    if (mask == masks.end()) continue;
    const at::Tensor& weight = node.tensors.at("weight");
    weight.mul_(mask->second.to(weight.device()));
  }
}

}  // namespace tiersim::models
