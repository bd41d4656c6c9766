#include "models/operators/operator.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "models/ir/lower.h"
#include "models/operators/ready_made.h"

namespace tiersim::models {

#define TIERSIM_OPERATOR(name) \
  Variant apply_##name(const Graph&, const OperatorCall&, const PrepareContext&);
#include "models/catalog/operators/list.inc"

namespace {

using Apply = Variant (*)(const Graph&, const OperatorCall&, const PrepareContext&);

Apply code_of(const std::string& operator_name) {
#define TIERSIM_OPERATOR(name) {#name, apply_##name},
  static const std::map<std::string, Apply> table{
#include "models/catalog/operators/list.inc"
  };
  return table.at(operator_name);
}

const Graph& single_stage(const Variant& variant, const std::string& operator_name) {
  if (variant.stages.size() != 1)
    throw OperatorError(operator_name + ": the model is split already (partition comes last)");
  return variant.stages[0];
}

/// The operators, without identity, that apply to a model that TorchScript runs in one piece.
std::vector<std::string> operators_for_modules() {
  return tiersim::operator_names(
      [](const OperatorDescriptor& each) { return each.any_module && !each.alone; });
}

}  // namespace

const Graph& rewritable_stage(const Variant& variant, const std::string& operator_name) {
  const Graph& graph = single_stage(variant, operator_name);
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::torchscript)
      throw OperatorError(fmt::format(
          "{}: {} keeps the model in one piece, which TorchScript runs (only {} "
          "applies to such a model)",
          operator_name, node.module.obstacle, fmt::join(operators_for_modules(), ", ")));
  }
  return graph;
}

Variant apply_operator(const OperatorCall& call, const Variant& variant,
                       const PrepareContext& context) {
  const Graph& whole = call.descriptor->any_module ? single_stage(variant, call.name())
                                                   : rewritable_stage(variant, call.name());
  return code_of(call.name())(whole, call, context);
}

Variant apply_operators(const OperatorSpec& spec, const Graph& trained,
                        const PrepareContext& given) {
  Variant variant{{trained}};
  PrepareContext context = given;
  context.applied.clear();
  for (const OperatorCall& call : spec.calls()) {
    context.applied.push_back(call);
    context.progress(fmt::format("applying {}", to_string(call)));
    const bool is_first = context.applied.size() == 1;
    if (std::optional<Variant> made = ready_made(call, is_first, context)) {
      variant = std::move(*made);
      continue;
    }
    require_training_data(call, context);
    variant = apply_operator(call, variant, context);
  }
  for (Graph& stage : variant.stages) stage = lower(stage);
  return variant;
}

}  // namespace tiersim::models
