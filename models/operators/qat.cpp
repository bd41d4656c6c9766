#include <ATen/core/grad_mode.h>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <string>

#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/distilled.h"
#include "models/operators/learnt.h"
#include "models/operators/static_quantization.h"
#include "models/operators/weight_masks.h"
#include "models/subjects/subject.h"
#include "models/training/device.h"
#include "models/training/evaluate.h"

namespace tiersim::models {
namespace {

// Factors of the model's own learning rate. Folded batch norms make gradients of SGD hundreds of
// times larger, and little is left to learn. docs/adr/0006 has the values that were tried.
constexpr double kRateOfSgd = 0.01, kRateOfAdamW = 0.05;

// With SGD some models, deep ones above all, are worse after training at this rate. They train
// again.
constexpr double kNextRate = 0.1;
constexpr int kTries = 3;

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

/// A graph's answers to all items of `data`, on training_device().
at::Tensor answers_to(const Dataset& data, const Graph& graph) {
  const at::NoGradGuard no_gradients;
  const at::Device device = training_device();
  const Graph there = on_device(graph, device);
  const auto answer = [&](const at::Tensor& inputs) { return interpret(there, inputs.to(device)); };
  return answers_of(answer, data, device);
}

/// How far the answers of a graph are from those of `teacher`: the loss that training minimizes, on
/// the items of `data`.
std::function<double(const Graph&)> distance_from(const Graph& teacher, const Dataset& data) {
  return [data, taught = answers_to(data, teacher)](const Graph& graph) {
    const at::Tensor labels = data.labels.to(taught.device());
    return distillation_loss(answers_to(data, graph), taught, labels, kTeaching).item<double>();
  };
}

/// Calls `train` with the number of the try, from 0, and returns the first graph that it gives
/// which is nearer to the teacher than `start`. Returns `start` if there is none in kTries tries.
Graph first_nearer(const Graph& start, const std::function<double(const Graph&)>& distance,
                   const std::function<Graph(int)>& train, const Progress& progress) {
  const double before = distance(start);
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Graph graph = train(attempt);
    const double after = distance(graph);
    if (after < before) return graph;
    progress(fmt::format("qat: loss {:.2g} before training, {:.2g} after it: {}", before, after,
                         attempt + 1 < kTries ? "again, at a tenth of the rate"
                                              : "the model stays as sptq makes it"));
  }
  return start;
}

/// The file for the state of a try, because a state belongs to one rate.
std::filesystem::path state_of(int attempt, const std::filesystem::path& state) {
  if (attempt == 0 || state.empty()) return state;
  return state.parent_path() / fmt::format("try{}.safetensors", attempt);
}

}  // namespace

/// Operator `qat`: quantization-aware training. Starts from the model as `sptq` would quantize it.
/// Trains it for an epoch to give the float32 model's answers, with weights and activations rounded
/// as int8 rounds them. If SGD leaves the answers to the calibration items further from the
/// float32 model's, it trains again at a tenth of the rate. The result runs on the same int8
/// kernels. Batch norms are folded and ranges fixed before training; embeddings are not trained.
/// Without training data the result is that of `sptq`. Sources: Jacob et al., CVPR 2018, section 3;
/// Mishra & Marr, "Apprentice", ICLR 2018.
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
         const Graph start = placed();
         Objective objective;
         objective.loss =
             loss_under(lowered, *context.training, config, kTeaching, context.progress);
         objective.trains = [](const Node& node) { return node.kind != NodeKind::embedding; };
         objective.after_step = [&](Graph& trained) { mask_weights(trained, masks); };
         const auto one_try = [&](int attempt) {
           TrainingConfig slower = config;
           slower.peak_learning_rate *= std::pow(kNextRate, attempt);
           Graph graph = start;
           train(graph, *context.training, slower, context.progress, objective,
                 state_of(attempt, state));
           return graph;
         };
         if (!sgd) return to_int8(one_try(0));  // AdamW has small, clipped steps
         const Dataset some = context.training->head(context.calibration.size(0));
         return to_int8(
             first_nearer(start, distance_from(lowered, some), one_try, context.progress));
       }},
      context.progress, context.learnt_folder)}};
}

}  // namespace tiersim::models
