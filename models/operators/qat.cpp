#include <string>

#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/operators/learnt.h"
#include "models/operators/static_quantization.h"
#include "models/operators/weight_masks.h"
#include "models/subjects/subject.h"

namespace tiersim::models {
namespace {

// Factors of the model's own learning rate. Folded batch norms make gradients of SGD hundreds of
// times larger, and little is left to learn. docs/adr/0006 has the values that were tried.
constexpr double kRateOfSgd = 0.01, kRateOfAdamW = 0.05;

constexpr Teaching kTeaching{1, 1};  // only the float32 model's answers count

constexpr double kPruned = 0.25;  // a layer with a larger share of zeros was pruned

/// Masks of the weights that are not zero, for the layers that were pruned.
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

/// Operator `qat`: quantization-aware training. Starts from the model as `sptq` would quantize it.
/// Trains it for an epoch to give the float32 model's answers, with weights and activations rounded
/// as int8 rounds them. The result runs on the same int8 kernels. Batch norms are folded and ranges
/// fixed before training; embeddings are not trained. Without training data the result is that of
/// `sptq`. Sources: Jacob et al., CVPR 2018, section 3; Mishra & Marr, "Apprentice", ICLR
/// 2018.
Variant apply_qat(const Graph& whole, const OperatorCall& call, const PrepareContext& context) {
  const RangeRule rule = range_rule_from(call);
  const Graph lowered = lower(whole);
  const auto placed = [&] { return place_quantization(lowered, context.calibration, rule); };
  if (!context.training) return {{to_int8(placed())}};
  const bool sgd = context.subject->training.optimizer == Optimizer::sgd;
  const TrainingConfig config =
      fine_tuning(context.subject->training, 1, sgd ? kRateOfSgd : kRateOfAdamW);
  const auto masks = masks_of_zeros(lowered);
  const char* recipe = masks.empty() ? "qat taught" : "qat taught, zeros kept";
  return {{find_or_learn(
      {learnt_name(context),
       lowered,
       {recipe, call.setting("observer"), describe(config)},
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
