#include "models/ir/concat_operands.h"

namespace tiersim::models {

std::vector<at::Tensor> with_first(const Node& node, at::TensorList operands) {
  std::vector<at::Tensor> all = operands.vec();
  const auto first = node.tensors.find("first");
  if (first == node.tensors.end()) return all;
  std::vector<std::int64_t> shape = first->second.sizes().vec();
  shape[0] = operands[0].size(0);
  all.insert(all.begin(), first->second.expand(shape));
  return all;
}

}  // namespace tiersim::models
