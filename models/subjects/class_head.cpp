#include "models/subjects/class_head.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/torchscript/module_node.h"

namespace tiersim::models {

const Node& class_head(const Graph& graph) {
  const auto last = std::find_if(graph.nodes.rbegin(), graph.nodes.rend(),
                                 [](const Node& node) { return node.kind == NodeKind::linear; });
  if (last == graph.nodes.rend()) throw std::invalid_argument("has no linear layer");
  return *last;
}

std::int64_t class_count(const Graph& graph) {
  if (const Node* module = find_module(graph)) return module->module.classes;
  return class_head(graph).tensors.at("weight").size(0);
}

Graph with_classes(Graph graph, std::int64_t classes) {
  const std::int64_t inputs = class_head(graph).tensors.at("weight").size(1);
  if (class_count(graph) == classes) return graph;
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
