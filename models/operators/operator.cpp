#include "models/operators/operator.h"

#include <fmt/format.h>

#include <optional>
#include <tuple>
#include <utility>

#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/operators/early_exit.h"
#include "models/operators/identity.h"
#include "models/operators/partition.h"
#include "models/operators/pruned.h"
#include "models/operators/pruned_channels.h"
#include "models/operators/qat.h"
#include "models/operators/ready_made.h"
#include "models/operators/static_quantization.h"

namespace tiersim::models {
namespace {

template <typename... Operators>
std::vector<const Operator*> make_table() {
  static const std::tuple<Operators...> operators;
  return {&std::get<Operators>(operators)...};
}

const std::vector<const Operator*>& table() {
  static const auto operators =
      make_table<Identity, Distilled, Pruned, PrunedChannels, EarlyExit, StaticQuantization,
                 QuantizationAwareTraining, Partition>();
  return operators;
}

}  // namespace

const Graph& single_stage(const Variant& variant, std::string_view operator_name) {
  if (variant.stages.size() != 1) {
    throw OperatorError(std::string(operator_name) +
                        ": the model is split already (partition comes last)");
  }
  return variant.stages[0];
}

const Graph& rewritable_stage(const Variant& variant, std::string_view operator_name) {
  const Graph& graph = single_stage(variant, operator_name);
  for (const Node& node : graph.nodes) {
    if (node.kind == NodeKind::torchscript)
      throw OperatorError(
          fmt::format("{}: {} keeps the model in one piece, which TorchScript runs (only sptq "
                      "applies to such a model)",
                      operator_name, node.module.obstacle));
  }
  return graph;
}

const Operator* find_operator(std::string_view name) {
  for (const Operator* candidate : table()) {
    if (candidate->name() == name) return candidate;
  }
  return nullptr;
}

std::vector<std::string_view> operator_names() {
  std::vector<std::string_view> names;
  for (const Operator* candidate : table()) names.push_back(candidate->name());
  return names;
}

Variant apply_operators(std::string_view operator_name, const Graph& trained,
                        const PrepareContext& given) {
  Variant variant{{trained}};
  PrepareContext context = given;
  std::vector<OperatorCall> applied;
  for (const OperatorCall& call : parse_composition(operator_name)) {
    applied.push_back(call);
    context.operator_name = tiersim::to_string(applied);
    context.progress(
        fmt::format("applying {}", tiersim::to_string(std::vector<OperatorCall>{call})));
    if (std::optional<Variant> made = ready_made(call, applied.size() == 1, context)) {
      variant = std::move(*made);
      continue;
    }
    require_training_data(call, context);
    variant = find_operator(call.name)->apply(variant, call, context);
  }
  for (Graph& stage : variant.stages) stage = lower(stage);
  return variant;
}

}  // namespace tiersim::models
