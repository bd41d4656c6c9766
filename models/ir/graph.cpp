#include "models/ir/graph.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace tiersim::models {
namespace {

constexpr std::size_t kSeveral = 99;  // one operand or more

struct KindRow {
  NodeKind kind;
  std::string_view name;
  std::size_t operands;
};

constexpr KindRow kKinds[] = {{NodeKind::input, "input", 0},
                              {NodeKind::conv2d, "conv2d", 1},
                              {NodeKind::batch_norm2d, "batch_norm2d", 1},
                              {NodeKind::relu, "relu", 1},
                              {NodeKind::relu6, "relu6", 1},
                              {NodeKind::sigmoid, "sigmoid", 1},
                              {NodeKind::silu, "silu", 1},
                              {NodeKind::hardsigmoid, "hardsigmoid", 1},
                              {NodeKind::hardswish, "hardswish", 1},
                              {NodeKind::add, "add", 2},
                              {NodeKind::add_constant, "add_constant", 1},
                              {NodeKind::multiply, "multiply", 2},
                              {NodeKind::concat, "concat", kSeveral},
                              {NodeKind::select_channels, "select_channels", 1},
                              {NodeKind::max_pool2d, "max_pool2d", 1},
                              {NodeKind::avg_pool2d, "avg_pool2d", 1},
                              {NodeKind::global_avg_pool2d, "global_avg_pool2d", 1},
                              {NodeKind::flatten, "flatten", 1},
                              {NodeKind::image_tokens, "image_tokens", 1},
                              {NodeKind::linear, "linear", 1},
                              {NodeKind::embedding, "embedding", 1},
                              {NodeKind::layer_norm, "layer_norm", 1},
                              {NodeKind::gelu, "gelu", 1},
                              {NodeKind::tanh, "tanh", 1},
                              {NodeKind::attention, "attention", 3},
                              {NodeKind::first_token, "first_token", 1},
                              {NodeKind::exit, "exit", 1},
                              {NodeKind::dropout, "dropout", 1},
                              {NodeKind::quantize, "quantize", 1},
                              {NodeKind::dequantize, "dequantize", 1},
                              {NodeKind::torchscript, "torchscript", 1}};

const KindRow& row_of(NodeKind kind) {
  for (const KindRow& row : kKinds) {
    if (row.kind == kind) return row;
  }
  throw std::logic_error("node kind without a row in the table");
}

void require(bool holds, const Node& node, const std::string& problem) {
  if (!holds) throw std::invalid_argument("node \"" + node.name + "\": " + problem);
}

void require_tensor(const Node& node, const std::string& name, std::int64_t dimensions) {
  const auto found = node.tensors.find(name);
  require(found != node.tensors.end(), node, "has no tensor \"" + name + "\"");
  require(found->second.dim() == dimensions, node, "tensor \"" + name + "\" has the wrong rank");
}

/// All tensors except "weight" are as long as the first dimension of "weight".
void require_channels(const Node& node) {
  const auto channels = node.tensors.at("weight").size(0);
  for (const auto& [name, tensor] : node.tensors) {
    if (name != "weight")
      require(tensor.dim() == 1 && tensor.size(0) == channels, node,
              "tensor \"" + name + "\" does not match the weight");
  }
}

/// The tensor has a batch of one.
void require_one_item(const Node& node, const char* name) {
  const auto found = node.tensors.find(name);
  require(found != node.tensors.end(), node, std::string("has no tensor \"") + name + "\"");
  require(found->second.dim() > 1 && found->second.size(0) == 1, node,
          std::string("tensor \"") + name + "\" is not for one item");
}

void require_embeddings(const Node& node) {
  const char* kWord = "word_embeddings.weight";
  require_tensor(node, kWord, 2);
  for (const char* name : {"position_embeddings.weight", "token_type_embeddings.weight"}) {
    require_tensor(node, name, 2);
    require(node.tensors.at(name).size(1) == node.tensors.at(kWord).size(1), node,
            std::string("tensor \"") + name + "\" does not match the word embeddings");
  }
}

void validate_tensors(const Node& node) {
  switch (node.kind) {
    case NodeKind::conv2d:
    case NodeKind::linear:
      require_tensor(node, "weight", node.kind == NodeKind::conv2d ? 4 : 2);
      require_channels(node);
      if (node.tensors.at("weight").scalar_type() != at::kChar) return;
      require(node.quantization.has_value(), node, "has an int8 weight but no scale");
      return require_tensor(node, "weight_scale", 1);
    case NodeKind::batch_norm2d:
      for (const char* name : {"weight", "bias", "running_mean", "running_var"})
        require_tensor(node, name, 1);
      return require_channels(node);
    case NodeKind::layer_norm:
      for (const char* name : {"weight", "bias"}) require_tensor(node, name, 1);
      return require_channels(node);
    case NodeKind::embedding:
      return require_embeddings(node);
    case NodeKind::add_constant:
      return require_one_item(node, "value");
    case NodeKind::concat:
      if (node.tensors.count("first") > 0) require_one_item(node, "first");
      return;
    case NodeKind::torchscript:
      require_tensor(node, "module", 1);
      return require(node.tensors.at("module").scalar_type() == at::kByte, node,
                     "has a module that is not bytes");
    default:
      return;
  }
}

void validate_numbers(const Node& node) {
  require(node.stride > 0 && node.padding >= 0 && node.groups > 0 && node.kernel > 0, node,
          "has an impossible window");
  require(node.heads > 0 && node.epsilon > 0, node, "has an impossible setting");
  require(node.module.parameters >= 0 && node.module.parameter_bytes >= 0, node,
          "has an impossible size");
  require(node.probability >= 0 && node.probability < 1, node, "has an impossible probability");
  require(node.threshold > 0, node, "has an impossible threshold");
  require((node.kind == NodeKind::select_channels) != node.channels.empty(), node,
          "has no channels to select, or needs none");
  for (const std::int64_t channel : node.channels)
    require(channel >= 0, node, "selects an impossible channel");
  if (node.kind == NodeKind::quantize) require(node.quantization.has_value(), node, "has no scale");
  if (!node.quantization) return;
  require(node.quantization->scale > 0 && node.quantization->zero_point >= 0 &&
              node.quantization->zero_point <= 255,
          node, "has an impossible scale or zero point");
}

void validate_exit(const Graph& graph, std::size_t exit) {
  const Node& node = graph.nodes[exit];
  require(exit + 1 < graph.nodes.size(), node, "is an exit with nothing behind it");
  require(!graph.nodes[static_cast<std::size_t>(node.inputs[0])].quantization, node,
          "is an exit that reads quint8");
  require(!node.quantization, node, "is an exit with a scale");
}

}  // namespace

std::string_view to_string(NodeKind kind) { return row_of(kind).name; }

NodeKind node_kind_from(std::string_view name) {
  for (const KindRow& row : kKinds) {
    if (row.name == name) return row.kind;
  }
  throw std::invalid_argument("unknown node kind \"" + std::string(name) + "\"");
}

void validate(const Graph& graph) {
  if (graph.nodes.empty()) throw std::invalid_argument("the graph is empty");
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    require(names.insert(node.name).second, node, "the name occurs twice");
    require((node.kind == NodeKind::input) == (i == 0), node,
            "the first node, and no other, is the input");
    const std::size_t operands = row_of(node.kind).operands;
    require(operands == kSeveral ? !node.inputs.empty() : node.inputs.size() == operands, node,
            "has the wrong number of operands");
    for (const int input : node.inputs) {
      require(input >= 0 && static_cast<std::size_t>(input) < i, node,
              "reads a node that does not come before it");
      require(graph.nodes[static_cast<std::size_t>(input)].kind != NodeKind::exit, node,
              "reads an exit");
    }
    validate_numbers(node);
    validate_tensors(node);
    if (node.kind == NodeKind::exit) validate_exit(graph, i);
  }
}

std::vector<int> count_uses(const Graph& graph) {
  std::vector<int> uses(graph.nodes.size(), 0);
  for (const Node& node : graph.nodes) {
    for (const int input : node.inputs) ++uses[static_cast<std::size_t>(input)];
  }
  return uses;
}

std::vector<int> last_uses(const Graph& graph) {
  std::vector<int> last(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    last[i] = static_cast<int>(i);
    for (const int input : graph.nodes[i].inputs)
      last[static_cast<std::size_t>(input)] = static_cast<int>(i);
    if (graph.nodes[i].kind == NodeKind::exit) last[i] = static_cast<int>(graph.nodes.size()) - 1;
  }
  return last;
}

bool gives_answers(const Graph& graph, std::size_t node) {
  if (node + 1 == graph.nodes.size()) return true;
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const Node& other) {
    return other.kind == NodeKind::exit && other.inputs[0] == static_cast<int>(node);
  });
}

Graph without_leaving(const Graph& graph) {
  constexpr double kNever = 2;  // above every probability
  Graph result = graph;
  for (Node& node : result.nodes) {
    if (node.kind == NodeKind::exit) node.threshold = kNever;
  }
  return result;
}

bool is_parameter(std::string_view tensor_name) {
  return tensor_name != "running_mean" && tensor_name != "running_var" &&
         tensor_name != "weight_scale";
}

std::int64_t parameter_count(const Graph& graph) {
  std::int64_t count = 0;
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::torchscript) {
      count += node.module.parameters;
      continue;
    }
    for (const auto& [name, tensor] : node.tensors) {
      if (is_parameter(name)) count += tensor.numel();
    }
  }
  return count;
}

std::int64_t parameter_bytes(const Graph& graph) {
  std::int64_t bytes = 0;
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::torchscript) {
      bytes += node.module.parameter_bytes;
      continue;
    }
    for (const auto& [name, tensor] : node.tensors)
      bytes += static_cast<std::int64_t>(tensor.nbytes());
  }
  return bytes;
}

}  // namespace tiersim::models
