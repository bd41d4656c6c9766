#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// Operator `distilled`: the subject's student, trained on the labels and on the model's logits:
/// L = (1 - w) CE(student, labels) + w T^2 KL(softmax(teacher / T) || softmax(student / T)).
/// Without training data it is the student with random weights.
/// Source: Hinton, Vinyals & Dean, arXiv:1503.02531, section 2.
class Distilled final : public Operator {
 public:
  std::string_view name() const override { return "distilled"; }
  Variant apply(const Variant& variant, const OperatorCall& call,
                const PrepareContext& context) const override;
};

/// How much a teacher has to say.
struct Teaching {
  double temperature, weight;  ///< T and w above
};

/// What distillation minimizes; logits float32 [N, classes], labels int64 [N].
at::Tensor distillation_loss(const at::Tensor& student, const at::Tensor& teacher,
                             const at::Tensor& labels, const Teaching& teaching);

/// The same on training items, the teacher asked as they come.
Loss loss_under(const Graph& teacher, const Dataset& data, const TrainingConfig& config,
                const Teaching& teaching, const Progress& progress);

/// Trains `student` under `teacher` with the student's own schedule.
Graph distill(const Graph& teacher, Graph student, const Dataset& data,
              const TrainingConfig& config, const Progress& progress,
              const std::filesystem::path& state = {});

}  // namespace tiersim::models
