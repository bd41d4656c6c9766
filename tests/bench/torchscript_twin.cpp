#include "tests/bench/torchscript_twin.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace tiersim::models {
namespace {

/// Writes forward() line by line; node i becomes the variable v<i>, its tensors attributes.
class Source {
 public:
  explicit Source(torch::jit::Module& module) : module_(module) {}

  void add(const Node& node, std::size_t index) {
    index_ = index;
    node_ = &node;
    if (node.quantization) refuse();
    std::string value = expression();
    if (node.activation == Activation::relu) value = fmt::format("torch.relu({})", value);
    if (node.activation == Activation::relu6)
      value = fmt::format("torch.hardtanh({}, 0., 6.)", value);
    lines_ += fmt::format("    v{} = {}\n", index, value);
  }

  std::string finish() const {
    return fmt::format("def forward(self, input):\n{}    return v{}\n", lines_, index_);
  }

 private:
  [[noreturn]] void refuse() const {
    throw std::invalid_argument("node \"" + node_->name + "\" has no TorchScript twin");
  }

  std::string operand(std::size_t i = 0) const { return fmt::format("v{}", node_->inputs.at(i)); }

  /// "self.t3_1", or "None" where the node has no such tensor.
  std::string tensor(const char* name) {
    const auto found = node_->tensors.find(name);
    if (found == node_->tensors.end()) return "None";
    const std::string attribute = fmt::format("t{}_{}", index_, tensors_++);
    module_.register_parameter(attribute, found->second.detach(), /*is_buffer=*/false);
    return "self." + attribute;
  }

  std::string attention() {
    const auto width = [&](std::size_t i) {
      return fmt::format("{0}.view({0}.size(0), {0}.size(1), {1}, -1).transpose(1, 2)", operand(i),
                         node_->heads);
    };
    const std::string x = fmt::format("v{}", index_);
    lines_ += fmt::format("    {0}_q = {1}\n    {0}_k = {2}\n    {0}_v = {3}\n", x, width(0),
                          width(1), width(2));
    lines_ += fmt::format(
        "    {0}_s = torch.softmax(torch.matmul({0}_q, {0}_k.transpose(2, 3)) / "
        "(float({0}_q.size(3)) ** 0.5), -1)\n",
        x);
    return fmt::format(
        "torch.matmul({0}_s, {0}_v).transpose(1, 2).reshape({1}.size(0), "
        "{1}.size(1), {1}.size(2))",
        x, operand());
  }

  /// The second text of a pair begins after the first separator, as in token_ops.h; 4 is int64.
  std::string embedding() {
    const auto& tokens = node_->tokens;
    const std::string types = tensor("token_type_embeddings.weight");
    std::string type = fmt::format("torch.select({}, 0, 0)", types);
    if (tokens.separator_id >= 0) {
      lines_ +=
          fmt::format("    separators = torch.eq({}, {}).to(4)\n", operand(), tokens.separator_id);
      lines_ += fmt::format(
          "    second = torch.gt(torch.cumsum(separators, 1) - separators, 0) & torch.ne({}, {})\n",
          operand(), tokens.pad_id);
      type = fmt::format("torch.embedding({}, second.to(4))", types);
    }
    return fmt::format(
        "torch.embedding({0}, {1}) + torch.slice({2}, 0, {3}, {3} + {1}.size(1), 1) + {4}",
        tensor("word_embeddings.weight"), operand(), tensor("position_embeddings.weight"),
        tokens.first_position, type);
  }

  std::string expression() {
    const Node& node = *node_;
    const auto of_one = [&](const char* function) {
      return fmt::format("torch.{}({})", function, operand());
    };
    switch (node.kind) {
      case NodeKind::input:
        return "input";
      case NodeKind::conv2d:
        return fmt::format("torch.conv2d({}, {}, {}, [{}, {}], [{}, {}], [1, 1], {})", operand(),
                           tensor("weight"), tensor("bias"), node.stride, node.stride, node.padding,
                           node.padding, node.groups);
      case NodeKind::relu:
        return of_one("relu");
      case NodeKind::relu6:
        return fmt::format("torch.hardtanh({}, 0., 6.)", operand());
      case NodeKind::add:
        return fmt::format("{} + {}", operand(), operand(1));
      case NodeKind::max_pool2d:
        return fmt::format("torch.max_pool2d({0}, [{1}, {1}], [{2}, {2}], [{3}, {3}])", operand(),
                           node.kernel, node.stride, node.padding);
      case NodeKind::global_avg_pool2d:
        return fmt::format("torch.flatten(torch.adaptive_avg_pool2d({}, [1, 1]), 1)", operand());
      case NodeKind::linear:
        return fmt::format("torch.linear({}, {}, {})", operand(), tensor("weight"), tensor("bias"));
      case NodeKind::embedding:
        return embedding();
      case NodeKind::layer_norm:
        return fmt::format("torch.layer_norm({}, [{}], {}, {}, {:e})", operand(),
                           node.tensors.at("weight").size(0), tensor("weight"), tensor("bias"),
                           node.epsilon);
      case NodeKind::gelu:
        return of_one("gelu");
      case NodeKind::tanh:
        return of_one("tanh");
      case NodeKind::attention:
        return attention();
      case NodeKind::first_token:
        return fmt::format("torch.select({}, 1, 0)", operand());
      default:
        refuse();
    }
  }

  torch::jit::Module& module_;
  std::string lines_;
  const Node* node_{nullptr};
  std::size_t index_{0};
  int tensors_{0};
};

}  // namespace

torch::jit::Module torchscript_twin(const Graph& lowered) {
  torch::jit::Module module("twin");
  Source source(module);
  for (std::size_t i = 0; i < lowered.nodes.size(); ++i) source.add(lowered.nodes[i], i);
  module.define(source.finish());
  module.eval();
  torch::jit::Module frozen = torch::jit::freeze(module);
  return torch::jit::optimize_for_inference(frozen);
}

}  // namespace tiersim::models
