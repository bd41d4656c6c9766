#include "models/subjects/class_head.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/ir/interpreter.h"

namespace tiersim::models {

const Node& class_head(const Graph& graph) {
  const auto last = std::find_if(graph.nodes.rbegin(), graph.nodes.rend(),
                                 [](const Node& node) { return node.kind == NodeKind::linear; });
  if (last == graph.nodes.rend()) throw std::invalid_argument("has no linear layer");
  return *last;
}

std::int64_t class_count(const Graph& graph, const at::Tensor& sample) {
  const at::NoGradGuard no_gradients;
  return interpret(graph, sample).size(1);
}

Graph with_classes(Graph graph, std::int64_t classes) {
  const at::Tensor head = class_head(graph).tensors.at("weight");
  if (head.size(0) == classes) return graph;
  const std::int64_t inputs = head.size(1);
  const std::string name = class_head(graph).name;
  const double bound = 1 / std::sqrt(static_cast<double>(inputs));
  for (Node& node : graph.nodes) {
    if (node.name != name) continue;
    node.tensors = {{"weight", at::empty({classes, inputs}).uniform_(-bound, bound)},
                    {"bias", at::empty({classes}).uniform_(-bound, bound)}};
  }
  return graph;
}

}  // namespace tiersim::models
