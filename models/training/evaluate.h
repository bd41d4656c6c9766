#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "models/data/dataset.h"

namespace tiersim::models {

/// The outputs of a model for every item of `data`, [N, ...]. A batch has up to 100 items. A batch
/// of texts has texts of equal length, so nothing is padded.
at::Tensor answers_of(const std::function<at::Tensor(const at::Tensor&)>& model,
                      const Dataset& data);

/// The class with the largest logit for every item of `data`, int64 [N].
at::Tensor predict(const std::function<at::Tensor(const at::Tensor&)>& model, const Dataset& data);

/// The fraction of predictions that equal their label (top-1 accuracy).
double top1_accuracy(const at::Tensor& predictions, const at::Tensor& labels);

/// The mean over classes of the F1 score, the harmonic mean of precision and recall. A class that
/// neither occurs nor is predicted is left out, as in scikit-learn's f1_score(average="macro").
double macro_f1(const at::Tensor& predictions, const at::Tensor& labels, std::int64_t classes);

}  // namespace tiersim::models
