#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/data/dataset.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// Inputs of a subject: from its data, or random ones of the right shape where it has none.
struct SubjectInputs {
  at::Tensor calibration;           ///< of the training set: [N, ...]
  at::Tensor sample;                ///< one typical input (texts: of average length), unpadded
  std::optional<Dataset> training;  ///< empty where there are no data
  std::optional<Dataset> test;
};

/// The sample of load_inputs() alone.
at::Tensor typical_input(const Subject& subject);

SubjectInputs load_inputs(const Subject& subject);

/// At most `count` inputs as requests carry them: test items, or a few random ones of one seed,
/// whose values change no time.
std::vector<at::Tensor> request_inputs(const Subject& subject, std::int64_t count);

/// The subject's model with the weights it comes with, or random ones of one seed.
Graph load_model(const Subject& subject);

}  // namespace tiersim::models
