#include "models/ir/graph_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "sim/base/content_key.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kActivations{"none", "relu", "relu6"};

Activation activation_from(const std::string& name) {
  const auto found = std::find(kActivations.begin(), kActivations.end(), name);
  if (found == kActivations.end())
    throw std::invalid_argument("unknown activation \"" + name + "\"");
  return static_cast<Activation>(found - kActivations.begin());
}

json to_json(const Node& node) {
  json result{{"kind", to_string(node.kind)},
              {"name", node.name},
              {"inputs", node.inputs},
              {"stride", node.stride},
              {"padding", node.padding},
              {"groups", node.groups},
              {"kernel", node.kernel},
              {"heads", node.heads},
              {"epsilon", node.epsilon},
              {"probability", node.probability},
              {"activation", kActivations[static_cast<std::size_t>(node.activation)]}};
  if (node.ceil_mode) result["ceil_mode"] = true;
  if (!node.channels.empty()) result["channels"] = node.channels;
  if (node.kind == NodeKind::embedding) {
    result["tokens"] = {node.tokens.pad_id, node.tokens.first_position, node.tokens.separator_id};
  }
  if (node.kind == NodeKind::exit) result["threshold"] = node.threshold;
  if (node.kind == NodeKind::torchscript) {
    result["module"] = {{"parameters", node.module.parameters},
                        {"parameter_bytes", node.module.parameter_bytes},
                        {"int8", node.module.int8},
                        {"optimized", node.module.optimized},
                        {"obstacle", node.module.obstacle}};
  }
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
  node.kernel = entry.at("kernel");
  node.heads = entry.at("heads");
  node.epsilon = entry.at("epsilon");
  node.probability = entry.at("probability");
  node.activation = activation_from(entry.at("activation"));
  if (entry.contains("ceil_mode")) node.ceil_mode = entry.at("ceil_mode");
  if (entry.contains("channels"))
    node.channels = entry.at("channels").get<std::vector<std::int64_t>>();
  if (entry.contains("tokens")) {
    const auto tokens = entry.at("tokens").get<std::array<std::int64_t, 3>>();
    node.tokens = {tokens[0], tokens[1], tokens[2]};
  }
  if (entry.contains("threshold")) node.threshold = entry.at("threshold");
  if (entry.contains("module")) {
    const json& module = entry.at("module");
    node.module = {module.at("parameters"), module.at("parameter_bytes"), module.at("int8"),
                   module.at("optimized"), module.at("obstacle")};
  }
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

std::string graph_key(const Graph& graph) {
  TensorFile file;
  put_stages({graph}, file);
  std::vector<std::string> parts{file.metadata.at("stages")};
  for (const auto& [name, tensor] : file.tensors) {
    const at::Tensor flat = tensor.detach().contiguous();
    parts.emplace_back(static_cast<const char*>(flat.data_ptr()), flat.nbytes());
  }
  return content_key(parts);
}

}  // namespace tiersim::models
