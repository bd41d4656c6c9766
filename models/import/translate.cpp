#include "models/import/translate.h"

#include <fmt/format.h>
#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/import/arguments.h"
#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

using script::constant, script::number, script::numbers, script::require, script::square,
    script::weights;

/// The form of a value in the script: an image [N, C, H, W], features [N, F], or the result of
/// global pooling, [N, C, 1, 1] in the script and [N, C] in the graph.
enum class Form { image, pooled, features };

struct Translated {
  int index;
  Form form;
};

/// Whether the operation gives no tensor but a constant or a size. The operations that use these
/// read them directly.
bool carries_no_values(const Operation& operation) {
  if (!operation.blocks().empty()) return false;
  if (operation.kind() == torch::jit::prim::Constant ||
      operation.kind() == c10::Symbol::fromQualString("prim::NumToTensor"))
    return true;
  return std::none_of(operation.outputs().begin(), operation.outputs().end(),
                      [](const torch::jit::Value* output) {
                        return output->type()->isSubtypeOf(*c10::TensorType::get());
                      });
}

class Translation {
 public:
  Graph run(const torch::jit::Graph& forward) {
    Node input;
    input.name = "input";
    graph_.nodes.push_back(std::move(input));
    taken_.insert("input");
    values_[forward.inputs().at(1)] = {0, Form::image};  // input 0 is the module
    for (const Operation* operation : forward.nodes()) {
      if (!carries_no_values(*operation)) translate(*operation);
    }
    const auto output = values_.find(forward.outputs().at(0));
    if (output == values_.end()) throw Obstacle{"the result of forward"};
    graph_.nodes.resize(static_cast<std::size_t>(output->second.index) + 1);
    validate(graph_);
    return std::move(graph_);
  }

 private:
  using Handler = void (Translation::*)(const Operation&);

  void translate(const Operation& operation) {
    static const std::map<std::string, Handler> handlers{
        {"aten::conv2d", &Translation::convolution},
        {"aten::batch_norm", &Translation::batch_norm},
        {"aten::relu", &Translation::unary<NodeKind::relu>},
        {"aten::relu6", &Translation::unary<NodeKind::relu6>},
        {"aten::hardtanh", &Translation::hardtanh},
        {"aten::gelu", &Translation::gelu},
        {"aten::tanh", &Translation::unary<NodeKind::tanh>},
        {"aten::add", &Translation::add},
        {"aten::max_pool2d", &Translation::max_pool},
        {"aten::adaptive_avg_pool2d", &Translation::average_pool},
        {"aten::mean", &Translation::mean},
        {"aten::flatten", &Translation::flatten},
        {"aten::reshape", &Translation::reshape},
        {"aten::linear", &Translation::linear},
        {"aten::dropout", &Translation::nothing},
        {"aten::feature_dropout", &Translation::nothing},
        {"aten::contiguous", &Translation::nothing},
        {"aten::detach", &Translation::nothing}};
    std::string name = operation_of(operation);
    // An operation in place changes the value for all later readers.
    if (name.back() == '_') {
      name.pop_back();
      require(operation.input(0)->uses().size() == 1, operation, "in place, and read again");
    }
    const auto handler = handlers.find(name);
    if (handler == handlers.end()) throw Obstacle{place_of(operation)};
    (this->*handler->second)(operation);
  }

  Translated operand(const Operation& operation, std::size_t i = 0) const {
    const auto found = values_.find(operation.inputs().at(i));
    require(found != values_.end(), operation,
            "an operand that is constant or computed from sizes");
    return found->second;
  }

  Translated image(const Operation& operation) const {
    const Translated x = operand(operation);
    require(x.form == Form::image, operation, "of what is no image");
    return x;
  }

  /// Makes a node with the operands of the operation.
  static Node make(NodeKind kind, std::vector<int> inputs) {
    Node node;
    node.kind = kind;
    node.inputs = std::move(inputs);
    return node;
  }

  void append(const Operation& operation, Node node, Form form) {
    const std::string layer = layer_of(operation);
    const std::string stem = layer.empty() ? std::string(to_string(node.kind)) : layer;
    node.name = layer.empty() ? stem + "_1" : stem;
    for (int n = 2; !taken_.insert(node.name).second; ++n)
      node.name = fmt::format("{}_{}", stem, n);
    graph_.nodes.push_back(std::move(node));
    values_[operation.output()] = {static_cast<int>(graph_.nodes.size()) - 1, form};
  }

  void convolution(const Operation& operation) {
    Node node = make(NodeKind::conv2d, {image(operation).index});
    require(square(operation, "dilation") == 1, operation, "dilated");
    node.stride = square(operation, "stride");
    node.padding = square(operation, "padding");
    node.groups = constant(operation, "groups").toInt();
    node.tensors["weight"] = weights(operation, "weight");
    if (const at::Tensor bias = weights(operation, "bias"); bias.defined())
      node.tensors["bias"] = bias;
    append(operation, std::move(node), Form::image);
  }

  void batch_norm(const Operation& operation) {
    Node node = make(NodeKind::batch_norm2d, {image(operation).index});
    node.epsilon = number(operation, "eps");
    for (const char* name : {"running_mean", "running_var", "weight", "bias"}) {
      at::Tensor tensor = weights(operation, name);
      if (!tensor.defined()) {
        const auto mean = node.tensors.find("running_mean");
        require(mean != node.tensors.end(), operation, "without running statistics");
        tensor = name[0] == 'b' ? at::zeros_like(mean->second) : at::ones_like(mean->second);
      }
      node.tensors[name] = tensor;
    }
    append(operation, std::move(node), Form::image);
  }

  template <NodeKind kind>
  void unary(const Operation& operation) {
    const Translated x = operand(operation);
    append(operation, make(kind, {x.index}), x.form);
  }

  void hardtanh(const Operation& operation) {
    require(number(operation, "min_val") == 0 && number(operation, "max_val") == 6, operation,
            "not from 0 to 6");
    unary<NodeKind::relu6>(operation);
  }

  void gelu(const Operation& operation) {
    require(constant(operation, "approximate").toStringRef() == "none", operation, "approximate");
    unary<NodeKind::gelu>(operation);
  }

  void add(const Operation& operation) {
    const Translated left = operand(operation, 0), right = operand(operation, 1);
    require(number(operation, "alpha") == 1, operation, "alpha is not 1");
    require(left.form == right.form, operation, "of two shapes");
    append(operation, make(NodeKind::add, {left.index, right.index}), left.form);
  }

  void max_pool(const Operation& operation) {
    Node node = make(NodeKind::max_pool2d, {image(operation).index});
    require(square(operation, "dilation") == 1 && !constant(operation, "ceil_mode").toBool(),
            operation, "dilated or rounded up");
    node.kernel = square(operation, "kernel_size");
    node.stride = numbers(operation, "stride").empty() ? node.kernel : square(operation, "stride");
    node.padding = square(operation, "padding");
    append(operation, std::move(node), Form::image);
  }

  void average_pool(const Operation& operation) {
    const int x = image(operation).index;
    require(square(operation, "output_size") == 1, operation, "to more than 1 x 1");
    append(operation, make(NodeKind::global_avg_pool2d, {x}), Form::pooled);
  }

  void mean(const Operation& operation) {
    const int x = image(operation).index;
    std::vector<std::int64_t> dimensions = numbers(operation, "dim");
    for (std::int64_t& dimension : dimensions) dimension += dimension < 0 ? 4 : 0;
    std::sort(dimensions.begin(), dimensions.end());
    require(dimensions == std::vector<std::int64_t>{2, 3}, operation, "not over height and width");
    append(operation, make(NodeKind::global_avg_pool2d, {x}),
           constant(operation, "keepdim").toBool() ? Form::pooled : Form::features);
  }

  void flatten(const Operation& operation) {
    const Translated x = operand(operation);
    require(x.form != Form::image, operation, "of an image, which only pooling makes features");
    require(number(operation, "start_dim") == 1, operation, "not from dimension 1 on");
    const double last = number(operation, "end_dim");
    require(last == -1 || last == (x.form == Form::pooled ? 3 : 1), operation, "not to the end");
    values_[operation.output()] = {x.index, Form::features};
  }

  void reshape(const Operation& operation) {
    const Translated x = operand(operation);
    require(x.form != Form::image, operation, "of an image, which only pooling makes features");
    const torch::jit::Value* shape = operation.namedInput("shape");
    const auto known = torch::jit::toIValue(shape);
    const std::size_t rank = known ? known->toIntVector().size() : shape->node()->inputs().size();
    require((known || shape->node()->kind() == torch::jit::prim::ListConstruct) && rank == 2,
            operation, "not to two dimensions");
    values_[operation.output()] = {x.index, Form::features};
  }

  void linear(const Operation& operation) {
    const Translated x = operand(operation);
    require(x.form == Form::features, operation, "of what is not [N, F]");
    Node node = make(NodeKind::linear, {x.index});
    node.tensors["weight"] = weights(operation, "weight");
    if (const at::Tensor bias = weights(operation, "bias"); bias.defined())
      node.tensors["bias"] = bias;
    append(operation, std::move(node), Form::features);
  }

  void nothing(const Operation& operation) { values_[operation.output()] = operand(operation); }

  Graph graph_;
  std::unordered_map<const torch::jit::Value*, Translated> values_;
  std::set<std::string> taken_;
};

}  // namespace

Graph translate(const torch::jit::Graph& forward) { return Translation().run(forward); }

}  // namespace tiersim::models
