#include "models/ir/graph_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace tiersim::models {
namespace {

using nlohmann::json;

json to_json(const Node& node) {
  json result{{"kind", to_string(node.kind)}, {"name", node.name},       {"inputs", node.inputs},
              {"stride", node.stride},        {"padding", node.padding}, {"groups", node.groups},
              {"fused_relu", node.fused_relu}};
  if (node.quantization) {
    result["scale"] = node.quantization->scale;
    result["zero_point"] = node.quantization->zero_point;
  }
  return result;
}

Node node_from(const json& entry) {
  Node node;
  node.kind = node_kind_from(entry.at("kind").get<std::string>());
  node.name = entry.at("name");
  node.inputs = entry.at("inputs").get<std::vector<int>>();
  node.stride = entry.at("stride");
  node.padding = entry.at("padding");
  node.groups = entry.at("groups");
  node.fused_relu = entry.at("fused_relu");
  if (entry.contains("scale"))
    node.quantization = Quantization{entry.at("scale"), entry.at("zero_point")};
  return node;
}

}  // namespace

void put_stages(const std::vector<Graph>& stages, TensorFile& file) {
  json all = json::array();
  for (std::size_t stage = 0; stage < stages.size(); ++stage) {
    json nodes = json::array();
    for (const Node& node : stages[stage].nodes) {
      nodes.push_back(to_json(node));
      for (const auto& [name, tensor] : node.tensors) {
        file.tensors[fmt::format("{}/{}/{}", stage, node.name, name)] = tensor;
      }
    }
    all.push_back(std::move(nodes));
  }
  file.metadata["stages"] = all.dump();
}

std::vector<Graph> get_stages(const TensorFile& file) {
  const auto found = file.metadata.find("stages");
  if (found == file.metadata.end()) throw std::invalid_argument("holds no stages");
  std::vector<Graph> stages;
  for (const json& nodes : json::parse(found->second)) {
    Graph graph;
    const std::string stage = std::to_string(stages.size()) + "/";
    for (const json& entry : nodes) {
      Node node = node_from(entry);
      const std::string prefix = stage + node.name + "/";
      for (auto item = file.tensors.lower_bound(prefix);
           item != file.tensors.end() && item->first.compare(0, prefix.size(), prefix) == 0;
           ++item) {
        node.tensors[item->first.substr(prefix.size())] = item->second;
      }
      graph.nodes.push_back(std::move(node));
    }
    validate(graph);
    stages.push_back(std::move(graph));
  }
  return stages;
}

}  // namespace tiersim::models
