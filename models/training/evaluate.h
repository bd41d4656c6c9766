#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "models/data/dataset.h"

namespace tiersim::models {

/// Runs `model` on all items of `data` and returns its outputs in the order of the items, [N, ...].
/// `device` is the one that `model` computes on. On the CPU, the items run in batches of up to 25,
/// large images in smaller ones. On a GPU they run in batches of up to 256. A batch of texts has
/// texts of equal length, so nothing is padded. This process keeps freed memory from then on
/// (keep_freed_memory()).
at::Tensor answers_of(const std::function<at::Tensor(const at::Tensor&)>& model,
                      const Dataset& data, at::Device device = at::kCPU);

/// Returns the class that `model` predicts for each item of `data`: the index of its largest logit,
/// int64 [N], on the CPU. `device` is as for answers_of(). Throws UserError if a logit is not a
/// finite number.
at::Tensor predict(const std::function<at::Tensor(const at::Tensor&)>& model, const Dataset& data,
                   at::Device device = at::kCPU);

/// Top-1 accuracy: the fraction of predictions that equal their label, [0, 1]. Both arguments are
/// classes, int64 [N].
double top1_accuracy(const at::Tensor& predictions, const at::Tensor& labels);

/// Macro F1: the mean over classes of the F1 score, which is the harmonic mean of precision and
/// recall. Predictions and labels are int64 [N], from 0 to `classes` - 1. A class that neither
/// occurs nor is predicted is left out, as in scikit-learn's f1_score(average="macro").
double macro_f1(const at::Tensor& predictions, const at::Tensor& labels, std::int64_t classes);

}  // namespace tiersim::models
