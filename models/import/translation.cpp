#include "models/import/translation.h"

#include <fmt/format.h>

#include <utility>

#include "models/ir/interpreter.h"
#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

/// The graph without nodes that the last node does not need.
Graph needed(const Graph& graph, int last) {
  std::vector<bool> is_needed(graph.nodes.size(), false);
  is_needed[0] = is_needed[static_cast<std::size_t>(last)] = true;
  for (auto i = static_cast<std::size_t>(last); i > 0; --i) {
    if (!is_needed[i]) continue;
    for (const int input : graph.nodes[i].inputs) is_needed[static_cast<std::size_t>(input)] = true;
  }
  Graph result;
  std::vector<int> new_index(graph.nodes.size(), -1);
  for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
    if (!is_needed[i]) continue;
    new_index[i] = static_cast<int>(result.nodes.size());
    Node node = graph.nodes[i];
    for (int& input : node.inputs) input = new_index[static_cast<std::size_t>(input)];
    result.nodes.push_back(std::move(node));
  }
  return result;
}

}  // namespace

Node make_node_of(NodeKind kind, std::vector<int> inputs) {
  Node node;
  node.kind = kind;
  node.inputs = std::move(inputs);
  return node;
}

Translation::Translation(const torch::jit::Value* input, const at::Tensor& sample) {
  Node node;
  node.name = "input";
  graph_.nodes.push_back(std::move(node));
  samples_.push_back(sample);
  taken_.insert("input");
  values_[input] = {0, Form::image};
}

const Translated* Translation::find(const torch::jit::Value* value) const {
  const auto found = values_.find(value);
  return found == values_.end() ? nullptr : &found->second;
}

Translated Translation::operand(const Operation& operation, std::size_t i) const {
  const Translated* found = find(operation.inputs().at(i));
  script::require(found, operation, "an operand that is constant or computed from sizes");
  return *found;
}

Translated Translation::image(const Operation& operation, std::size_t i) const {
  const Translated x = operand(operation, i);
  script::require(x.form == Form::image, operation, "of what is no image");
  return x;
}

void Translation::set(const Operation& operation, const Translated& value) {
  values_[operation.output()] = value;
}

int Translation::append(const Operation& operation, Node node, const std::string& given) {
  const std::string layer = given.empty() ? layer_of(operation) : given;
  const std::string stem = layer.empty() ? std::string(to_string(node.kind)) : layer;
  node.name = layer.empty() ? stem + "_1" : stem;
  for (int n = 2; !taken_.insert(node.name).second; ++n) node.name = fmt::format("{}_{}", stem, n);
  std::vector<at::Tensor> operands;
  for (const int input : node.inputs) operands.push_back(sample_of(input));
  samples_.push_back(interpret_node(node, operands));
  graph_.nodes.push_back(std::move(node));
  return static_cast<int>(graph_.nodes.size()) - 1;
}

void Translation::append_result(const Operation& operation, Node node, Form form) {
  set(operation, {append(operation, std::move(node)), form});
}

Graph Translation::finish(const torch::jit::Value* output) && {
  const Translated* last = find(output);
  if (!last) throw Obstacle{"the result of forward"};
  Graph result = needed(graph_, last->index);
  validate(result);
  return result;
}

}  // namespace tiersim::models
