#include "models/torchscript/script_graph.h"

#include <regex>

#include "models/weights/input_file.h"

namespace tiersim::models {
namespace {

/// Freezing names a constant after the attribute that it replaces: "self.layer1.0.conv1.weight".
std::string layer_of_constant(const std::string& name) {
  static const std::regex attribute(
      R"(self\.(.+)\.(weight|bias|running_mean|running_var|in_proj_weight)(\.\d+)?)");
  std::smatch match;
  return std::regex_match(name, match, attribute) ? match[1].str() : std::string();
}

/// The path of the modules whose calls were inlined to make this node.
std::string layer_of_calls(const torch::jit::Node& node) {
  std::string path;
  const auto calls = node.callstack();
  if (!calls) return path;
  for (const auto& call : (*calls)->vec()) {
    const auto& module = std::get<2>(call);
    if (!module) continue;
    const std::string name = module->instance_name();
    if (name.empty() || name == "SELF" || name.find("UNKNOWN") != std::string::npos) continue;
    path += (path.empty() ? "" : ".") + name;
  }
  return path;
}

}  // namespace

void for_each_node(const torch::jit::Block& block,
                   const std::function<void(const torch::jit::Node&)>& visit) {
  for (const torch::jit::Node* node : block.nodes()) {
    visit(*node);
    for (const torch::jit::Block* inner : node->blocks()) for_each_node(*inner, visit);
  }
}

std::string operation_of(const torch::jit::Node& node) { return node.kind().toQualString(); }

std::string layer_of(const torch::jit::Node& node) {
  for (const torch::jit::Value* input : node.inputs()) {
    if (input->node()->kind() != torch::jit::prim::Constant) continue;
    const std::string layer = layer_of_constant(input->debugName());
    if (!layer.empty()) return printable(layer);
  }
  return printable(layer_of_calls(node));
}

std::string place_of(const torch::jit::Node& node) {
  const std::string layer = layer_of(node);
  return operation_of(node) + (layer.empty() ? "" : " at layer \"" + layer + "\"");
}

}  // namespace tiersim::models
