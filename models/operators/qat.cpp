#include "models/operators/qat.h"

#include <string>

#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/operators/learnt.h"
#include "models/operators/static_quantization.h"
#include "models/operators/weight_masks.h"
#include "models/subjects/subject.h"

namespace tiersim::models {
namespace {

// Of the rates that the model was trained at. Without batch norms, which are folded, gradients of
// SGD are hundreds of times larger; but little is left to learn. docs/adr/0006 has what was tried.
constexpr double kRateOfSgd = 0.01, kRateOfAdamW = 0.05;

constexpr Teaching kTeaching{1, 1};  // it is to give the same answers again

constexpr double kPruned = 0.25;  // of a layer's weights: so many zeros were not learnt

/// By name of the node, which weights of what was pruned are not zero.
WeightMasks masks_of_zeros(const Graph& graph) {
  WeightMasks masks;
  for (const Node& node : graph.nodes) {
    const auto weight = node.tensors.find("weight");
    if (node.kind == NodeKind::embedding || weight == node.tensors.end()) continue;
    const at::Tensor mask = weight->second.detach() != 0;
    if (mask.to(at::kDouble).mean().item<double>() <= 1 - kPruned) masks[node.name] = mask;
  }
  return masks;
}

}  // namespace

Variant QuantizationAwareTraining::apply(const Variant& variant, const OperatorCall& call,
                                         const PrepareContext& context) const {
  const RangeRule rule = range_rule_from(call);
  const Graph lowered = lower(rewritable_stage(variant, name()));
  const auto placed = [&] { return place_quantization(lowered, context.calibration, rule); };
  if (!context.training) return {{to_int8(placed())}};
  const bool sgd = context.subject->training.optimizer == Optimizer::sgd;
  const TrainingConfig config =
      fine_tuning(context.subject->training, 1, sgd ? kRateOfSgd : kRateOfAdamW);
  const auto masks = masks_of_zeros(lowered);
  const char* recipe = masks.empty() ? "qat taught" : "qat taught, zeros kept";
  return {{find_or_learn(
      {std::string(context.subject->name) + "." + context.operator_name,
       lowered,
       {recipe, call.setting("observer", "min_max"), describe(config)},
       [&](const std::filesystem::path& state) {
         Graph graph = placed();
         Objective objective;
         objective.loss =
             loss_under(lowered, *context.training, config, kTeaching, context.progress);
         objective.trains = [](const Node& node) { return node.kind != NodeKind::embedding; };
         objective.after_step = [&](Graph& trained) { mask_weights(trained, masks); };
         train(graph, *context.training, config, context.progress, objective, state);
         return to_int8(graph);
       }},
      context.progress, context.learnt_folder)}};
}

}  // namespace tiersim::models
