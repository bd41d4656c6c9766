#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// The temperature T and the weight w with which a teacher's logits count in distillation_loss().
struct Teaching {
  double temperature, weight;
};

/// The loss that distillation minimizes, as a mean over the N items:
///   (1 - w) CE(student, labels) + w T^2 KL(softmax(teacher / T) || softmax(student / T)).
/// CE is the cross entropy and KL the Kullback-Leibler divergence. Logits are float32 [N, classes],
/// labels int64 [N]. The result is a scalar.
/// Source: Hinton, Vinyals & Dean, arXiv:1503.02531, section 2.
at::Tensor distillation_loss(const at::Tensor& student, const at::Tensor& teacher,
                             const at::Tensor& labels, const Teaching& teaching);

/// Makes a function for train() that computes distillation_loss() for items of `data`. If training
/// does not augment the items, `teacher` computes its logits for all items once, in this call;
/// otherwise it computes them for each batch.
Loss loss_under(const Graph& teacher, const Dataset& data, const TrainingConfig& config,
                const Teaching& teaching, const Progress& progress);

/// Trains `student` on `data` with distillation_loss() and returns it. `teacher` gives the logits
/// to learn from. `config` has the student's own schedule. `state` is the file of the training
/// state, as for train().
Graph distill(const Graph& teacher, Graph student, const Dataset& data,
              const TrainingConfig& config, const Progress& progress,
              const std::filesystem::path& state = {});

}  // namespace tiersim::models
