#include "models/operators/qat.h"

#include "models/operators/distilled.h"
#include "models/operators/lower.h"
#include "models/operators/static_quantization.h"
#include "models/subjects/subject.h"
#include "models/training/learnt.h"

namespace tiersim::models {
namespace {

// Of the rates that the model was trained at: without batch norms, which are folded, gradients of
// SGD are hundreds of times larger.
constexpr double kRateOfSgd = 0.001, kRateOfAdamW = 0.05;

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
  return {{find_or_learn(
      {std::string(context.subject->name) + "." + context.composition,
       lowered,
       {"qat taught", call.setting("observer", "min_max"), describe(config)},
       [&](const std::filesystem::path& state) {
         Graph graph = placed();
         Objective objective;
         objective.loss = loss_under(lowered, *context.training, config, 1, context.progress);
         objective.trains = [](const Node& node) { return node.kind != NodeKind::embedding; };
         train(graph, *context.training, config, context.progress, objective, state);
         return to_int8(graph);
       }},
      context.progress, context.learnt_folder)}};
}

}  // namespace tiersim::models
