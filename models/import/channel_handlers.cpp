#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "models/import/translation.h"
#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

using script::constant, script::numbers, script::require;

bool has_channels(Form form) {
  return form == Form::image || form == Form::pooled || form == Form::features;
}

/// A tensor that is the same for all items, [1, ...]; undefined for other values.
at::Tensor constant_item(const torch::jit::Value* value) {
  if (operation_of(*value->node()) == "aten::expand") value = value->node()->input(0);
  const auto known = torch::jit::toIValue(value);
  if (!known || !known->isTensor() || !known->toTensor().defined()) return {};
  return known->toTensor().detach().contiguous();
}

/// Expanding a constant along the items: cat reads the constant itself.
void expand(Translation&, const Operation& operation) {
  const at::Tensor item = constant_item(operation.output());
  require(item.defined(), operation, "of what is not constant");
  const torch::jit::Value* sizes = operation.namedInput("size");
  std::vector<std::int64_t> new_sizes;  // -2 for a size that is computed
  if (const auto known = torch::jit::toIValue(sizes)) {
    new_sizes = known->toIntVector();
  } else {
    require(sizes->node()->kind() == torch::jit::prim::ListConstruct, operation,
            "to a shape that is computed");
    for (const torch::jit::Value* size : sizes->node()->inputs()) {
      const auto number = torch::jit::toIValue(size);
      new_sizes.push_back(number && number->isInt() ? number->toInt() : -2);
    }
  }
  bool keeps = item.dim() > 0 && static_cast<std::int64_t>(new_sizes.size()) == item.dim();
  for (std::size_t d = 1; keeps && d < new_sizes.size(); ++d)
    keeps = new_sizes[d] == -1 || new_sizes[d] == item.size(static_cast<std::int64_t>(d));
  require(keeps, operation, "to another size");
}

std::int64_t rank_of(Form form) {
  return form == Form::features ? 2 : form == Form::tokens ? 3 : 4;
}

void cat(Translation& translation, const Operation& operation) {
  const torch::jit::Value* list = operation.namedInput("tensors");
  require(list->node()->kind() == torch::jit::prim::ListConstruct && list->uses().size() == 1,
          operation, "of a list that is computed");
  Node node;
  node.kind = NodeKind::concat;
  Form form = Form::image;
  for (const torch::jit::Value* value : list->node()->inputs()) {
    const Translated* x = translation.find(value);
    if (!x) {
      const at::Tensor first = constant_item(value);
      require(first.defined() && node.inputs.empty() && node.tensors.empty() && first.dim() > 1,
              operation, "with an operand that is computed, or is constant and not the first");
      node.tensors["first"] = first;
      continue;
    }
    require(node.inputs.empty() || x->form == form, operation, "of operands of two shapes");
    form = x->form;
    node.inputs.push_back(x->index);
  }
  const std::int64_t dimension = constant(operation, "dim").toInt();
  require(!node.inputs.empty() && (has_channels(form) || form == Form::tokens) &&
              (dimension == 1 || dimension + rank_of(form) == 1),
          operation, "not along channels or tokens");
  translation.append_result(operation, std::move(node), form);
}

/// The channels from `begin` on, `count` of them, each `step`th.
Node selection(int x, std::int64_t begin, std::int64_t count, std::int64_t step = 1) {
  Node node = make_node_of(NodeKind::select_channels, {x});
  for (std::int64_t i = 0; i < count; ++i) node.channels.push_back(begin + i * step);
  return node;
}

/// A linear layer that computes some columns of what the linear layer `whole` computes.
Node columns(const Node& whole, std::int64_t begin, std::int64_t count) {
  Node node = make_node_of(NodeKind::linear, whole.inputs);
  for (const auto& [name, tensor] : whole.tensors)
    node.tensors[name] = tensor.narrow(0, begin, count).contiguous();
  return node;
}

/// The sizes of the parts that chunk, split or split_with_sizes make of `size` channels.
std::vector<std::int64_t> part_sizes(const Operation& splitting, std::int64_t size) {
  const std::string name = operation_of(splitting);
  if (name == "aten::split_with_sizes") return numbers(splitting, "split_sizes");
  std::int64_t largest = 0;
  if (name == "aten::chunk") {
    const std::int64_t chunks = constant(splitting, "chunks").toInt();
    require(chunks > 0, splitting, "into no parts");
    largest = (size + chunks - 1) / chunks;
  } else {
    require(name == "aten::split", splitting, "gives a list");
    largest = constant(splitting, "split_size").toInt();
  }
  require(largest > 0, splitting, "into empty parts");
  std::vector<std::int64_t> sizes;
  for (std::int64_t left = size; left > 0; left -= largest)
    sizes.push_back(std::min(left, largest));
  return sizes;
}

/// The parts of a list that chunk, split or split_with_sizes gives.
void unpack(Translation& translation, const Operation& operation) {
  const Operation& splitting = *operation.input()->node();
  require(!splitting.inputs().empty() && splitting.kind() != torch::jit::prim::ListConstruct,
          operation, "of a list that is computed");
  const Translated x = translation.operand(splitting);
  const at::Tensor& sample = translation.sample_of(x.index);
  const std::int64_t dimension = constant(splitting, "dim").toInt();
  const bool of_channels =
      has_channels(x.form) && (dimension == 1 || dimension + rank_of(x.form) == 1);
  const bool of_columns = (x.form == Form::tokens || x.form == Form::tokens_first) &&
                          (dimension == 2 || dimension == -1) &&
                          translation.node(x.index).kind == NodeKind::linear;
  require(of_channels || of_columns, splitting, "not along channels");
  const auto sizes = part_sizes(splitting, sample.size(of_channels ? 1 : 2));
  require(sizes.size() == operation.outputs().size(), splitting, "into another number of parts");
  const Node whole = translation.node(x.index);
  std::int64_t begin = 0;
  for (std::size_t i = 0; i < sizes.size(); begin += sizes[i], ++i) {
    Node part = of_channels ? selection(x.index, begin, sizes[i]) : columns(whole, begin, sizes[i]);
    const std::string layer = of_channels ? "" : whole.name + ".part";
    translation.set(operation.output(i),
                    {translation.append(operation, std::move(part), layer), x.form});
  }
}

/// A number that may be None.
std::int64_t number_or(const Operation& operation, const char* argument, std::int64_t otherwise) {
  const c10::IValue value = constant(operation, argument);
  return value.isNone() ? otherwise : value.toInt();
}

void slice(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  const std::int64_t step = constant(operation, "step").toInt();
  std::int64_t begin = number_or(operation, "start", 0);
  std::int64_t end = number_or(operation, "end", INT64_MAX);
  const std::int64_t dimension = constant(operation, "dim").toInt();
  if (begin == 0 && end == INT64_MAX && step == 1) return translation.set(operation, x);
  require(dimension == 1 && has_channels(x.form), operation, "not along channels");
  const std::int64_t channels = translation.sample_of(x.index).size(1);
  begin = std::clamp<std::int64_t>(begin < 0 ? begin + channels : begin, 0, channels);
  end = std::clamp<std::int64_t>(end < 0 ? end + channels : end, 0, channels);
  require(end > begin && step > 0, operation, "without a result");
  translation.append_result(
      operation, selection(x.index, begin, (end - begin + step - 1) / step, step), x.form);
}

/// The first token, or a channel of an image.
void select(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  const std::int64_t index = constant(operation, "index").toInt();
  require(constant(operation, "dim").toInt() == 1 && index >= 0, operation,
          "not of a token or a channel");
  if (x.form == Form::tokens && index == 0) {
    return translation.append_result(operation, make_node_of(NodeKind::first_token, {x.index}),
                                     Form::features);
  }
  require(x.form == Form::image, operation, "not of the first token or a channel");
  translation.append_result(operation, selection(x.index, index, 1), Form::plane);
}

void unsqueeze(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  require(x.form == Form::plane && constant(operation, "dim").toInt() == 1, operation,
          "not of a channel");
  translation.set(operation, {x.index, Form::image});
}

}  // namespace

void add_channel_handlers(Handlers& handlers) {
  handlers.insert({{"aten::cat", cat},
                   {"aten::expand", expand},
                   {"prim::ListUnpack", unpack},
                   {"aten::slice", slice},
                   {"aten::select", select},
                   {"aten::unsqueeze", unsqueeze}});
}

}  // namespace tiersim::models
