#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/data/dataset.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// Inputs of a subject: from its data, or random ones of the right shape if it has no data.
struct SubjectInputs {
  at::Tensor calibration;           ///< items of the training set: [N, ...]
  at::Tensor sample;                ///< one typical input, unpadded (a text has average length)
  std::optional<Dataset> training;  ///< empty if there are no data
  std::optional<Dataset> test;
};

/// Only the `sample` of load_inputs().
at::Tensor typical_input(const Subject& subject);

SubjectInputs load_inputs(const Subject& subject);

/// At most `count` inputs as requests carry them: test items, or, without data, a few random ones
/// from a fixed seed. The values of random inputs do not change the time.
std::vector<at::Tensor> request_inputs(const Subject& subject, std::int64_t count);

/// The subject's model with its own weights, or with random ones from a fixed seed.
Graph load_model(const Subject& subject);

}  // namespace tiersim::models
