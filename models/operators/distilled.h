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

/// Makes a function for train() that computes distillation_loss() for items of `data`, with the
/// logits of `teacher`. If training augments images (config.augment), the teacher computes the
/// logits of each batch during training. Otherwise, and for texts, it computes the logits of all
/// items once, in this call, with config.threads threads, and tells `progress` so.
Loss loss_under(const Graph& teacher, const Dataset& data, const TrainingConfig& config,
                const Teaching& teaching, const Progress& progress);

/// Trains `student` on `data` with distillation_loss() and returns it. `teacher` gives the logits
/// to learn from. They count with T = 1 and w = 0.8 for texts, T = 2 and w = 0.9 for images.
/// `config` has the student's own schedule. `state` is the path of the file in which training saves
/// its state, to continue after an interruption; if it is empty, no state is saved.
Graph distill(const Graph& teacher, Graph student, const Dataset& data,
              const TrainingConfig& config, const Progress& progress,
              const std::filesystem::path& state = {});

}  // namespace tiersim::models
