#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/data/dataset.h"
#include "models/subjects/subject.h"

namespace tiersim::models {

/// The data of a subject and inputs of its model. Inputs come from the data, or are random ones of
/// the right shape if the subject has no data.
struct SubjectInputs {
  at::Tensor calibration;  ///< inputs of the training set, to estimate value ranges: [N, ...]
  at::Tensor sample;       ///< one input without padding: [1, ...]; a text has average length
  std::optional<Dataset> training;  ///< the training set, if there is one
  std::optional<Dataset> test;      ///< the test set, if there is one
};

/// Returns one typical input of a subject's model, [1, ...], without padding. It equals the member
/// `sample` of the result of load_inputs().
at::Tensor typical_input(const Subject& subject);

/// Returns the data of a subject and inputs of its model. Reads the data from their files. The
/// inputs are from these data, or are random if there are none; the calibration inputs are at most
/// 1,000 items of the training set. Throws UserError if a data file is missing or malformed.
SubjectInputs load_inputs(const Subject& subject);

/// Makes at most `count` inputs of a subject's model, [1, ...] each, as requests carry them: test
/// items, or, without data, a few random ones from a fixed seed. The values of random inputs do not
/// change the time of an inference.
std::vector<at::Tensor> request_inputs(const Subject& subject, std::int64_t count);

/// The inputs of requests by the number of their test item.
class RequestItems {
 public:
  /// Reads the test set, or makes a few random inputs if the subject has no data.
  explicit RequestItems(const Subject& subject);
  /// The input of one item. Numbers past the last start again from the first.
  at::Tensor item(std::int64_t number) const;

 private:
  std::optional<Dataset> test_;
  std::vector<at::Tensor> random_;  ///< used if there is no test set
};

/// Loads the model of a subject with its trained weights, or with random ones from a fixed seed if
/// it has none.
Graph load_model(const Subject& subject);

}  // namespace tiersim::models
