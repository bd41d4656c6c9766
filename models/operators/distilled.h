#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// How strongly a teacher's logits count: T and w of distillation_loss().
struct Teaching {
  double temperature, weight;
};

/// The loss that distillation minimizes:
///   (1 - w) CE(student, labels) + w T^2 KL(softmax(teacher / T) || softmax(student / T)).
/// Logits are float32 [N, classes], labels int64 [N].
/// Source: Hinton, Vinyals & Dean, arXiv:1503.02531, section 2.
at::Tensor distillation_loss(const at::Tensor& student, const at::Tensor& teacher,
                             const at::Tensor& labels, const Teaching& teaching);

/// The same loss for training items. The teacher computes its logits for the items of `data`.
Loss loss_under(const Graph& teacher, const Dataset& data, const TrainingConfig& config,
                const Teaching& teaching, const Progress& progress);

/// Trains `student` under `teacher` with the student's own schedule.
Graph distill(const Graph& teacher, Graph student, const Dataset& data,
              const TrainingConfig& config, const Progress& progress,
              const std::filesystem::path& state = {});

}  // namespace tiersim::models
