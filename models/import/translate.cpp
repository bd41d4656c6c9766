#include "models/import/translate.h"

#include <algorithm>
#include <set>
#include <string>

#include "models/import/translation.h"
#include "models/torchscript/script_graph.h"

namespace tiersim::models {
namespace {

bool is_tensor_value(const torch::jit::Value* value) {
  return value->type()->isSubtypeOf(*c10::TensorType::get());
}

/// Whether the operation gives no tensor but a constant, a size or a list. The operations that use
/// these read them directly.
bool carries_no_values(const Operation& operation) {
  if (!operation.blocks().empty()) return false;
  if (operation.kind() == torch::jit::prim::Constant ||
      operation.kind() == c10::Symbol::fromQualString("prim::NumToTensor"))
    return true;
  return std::none_of(operation.outputs().begin(), operation.outputs().end(), is_tensor_value);
}

const Handlers& all_handlers() {
  static const Handlers handlers = [] {
    Handlers all;
    for (const auto add : {add_layer_handlers, add_function_handlers, add_pooling_handlers,
                           add_channel_handlers, add_shape_handlers, add_attention_handlers})
      add(all);
    return all;
  }();
  return handlers;
}

/// Whether the result of an operation may have the memory of its first operand.
bool is_view(const Operation& operation) {
  static const std::set<std::string> names{
      "aten::slice",          "aten::select",     "aten::unsqueeze", "aten::chunk",
      "aten::split",          "aten::expand",     "aten::transpose", "aten::permute",
      "aten::reshape",        "aten::flatten",    "aten::dropout",   "aten::contiguous",
      "aten::detach",         "prim::ListUnpack", "aten::view",      "aten::split_with_sizes",
      "aten::feature_dropout"};
  return names.count(operation_of(operation)) > 0;
}

/// Whether no other operation reads the memory of a value.
bool is_read_once(const torch::jit::Value* value) {
  while (value->uses().size() == 1) {
    const Operation& source = *value->node();
    if (!is_view(source)) return true;
    value = source.input(0);
  }
  return false;
}

void translate_operation(Translation& translation, const Operation& operation) {
  std::string name = operation_of(operation);
  // An operation in place changes the value for all later readers.
  if (name.back() == '_') {
    name.pop_back();
    script::require(is_read_once(operation.input(0)), operation, "in place, and read again");
  }
  const auto handler = all_handlers().find(name);
  if (handler == all_handlers().end()) throw Obstacle{place_of(operation)};
  handler->second(translation, operation);
}

}  // namespace

Graph translate(const torch::jit::Graph& forward, const at::Tensor& sample) {
  Translation translation(forward.inputs().at(1), sample);  // input 0 is the module
  for (const Operation* operation : forward.nodes()) {
    if (!carries_no_values(*operation)) translate_operation(translation, *operation);
  }
  return std::move(translation).finish(forward.outputs().at(0));
}

}  // namespace tiersim::models
