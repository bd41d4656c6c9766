#pragma once

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/ir/executor.h"
#include "models/operators/cuts.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "models/subjects/subject_data.h"
#include "models/training/evaluate.h"

namespace tiersim::models {

/// What a variant answers that was made from shipped checkpoints alone.
struct ShippedVariant {
  at::Tensor predictions;  ///< classes of the first test items, int64 [N]
  double accuracy;         ///< top-1 accuracy on these items, [0, 1]
  double macs;             ///< multiply-accumulates of one typical inference
};

/// Makes a variant and evaluates it on the first `items` of its test set. Throws std::runtime_error
/// if the variant had to be trained, so a checkpoint that no longer fits its recipe fails the test.
inline ShippedVariant shipped_variant(const std::string& name, const std::string& operator_name,
                                      std::int64_t items) {
  use_inference_settings(1);
  const Subject& subject = *find_subject(name);
  const SubjectInputs inputs = load_inputs(subject);
  PrepareContext context;
  context.subject = &subject;
  context.calibration = inputs.calibration;
  context.sample = inputs.sample;
  context.training = &*inputs.training;
  context.progress = [](const std::string& step) {
    if (step.find("training ") == 0) throw std::runtime_error(step);
  };
  const Graph graph =
      apply_operators(parse_operator(operator_name), load_model(subject), context).stages.at(0);
  const Executor executor(graph);
  const Dataset test = inputs.test->head(items);
  ShippedVariant variant;
  variant.predictions = predict([&](const at::Tensor& x) { return executor.run(x); }, test);
  variant.accuracy = top1_accuracy(variant.predictions, test.labels);
  const std::vector<double> macs = multiply_accumulates(graph, inputs.sample);
  variant.macs = std::accumulate(macs.begin(), macs.end(), 0.0);
  return variant;
}

/// The share of items that two variants answer alike, [0, 1].
inline double agreement(const ShippedVariant& a, const ShippedVariant& b) {
  return top1_accuracy(a.predictions, b.predictions);
}

/// Three binomial standard errors of an accuracy that was measured on `items`.
inline double margin(double accuracy, std::int64_t items) {
  return 3 * std::sqrt(accuracy * (1 - accuracy) / static_cast<double>(items));
}

}  // namespace tiersim::models
