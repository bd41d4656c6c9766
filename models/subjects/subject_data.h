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

/// Returns one typical input of a subject's model, [1, ...], without padding: a test item, of
/// average length if it is a text, or a random input if the subject has no data. It equals the
/// member `sample` of the result of load_inputs(). Throws UserError if a data file is missing or
/// malformed.
at::Tensor typical_input(const Subject& subject);

/// Returns the data of a subject and inputs of its model. Reads the data from their files. For a
/// subject that tiersim knows, it keeps the data until a call for another one. Calibration inputs
/// are items of the training set, at most 1,000 with at most 75 million values together. They are a
/// few random inputs if there is no training set. Throws UserError if a data file is missing or
/// malformed.
SubjectInputs load_inputs(const Subject& subject);

/// Makes at most `count` inputs of a subject's model, [1, ...] each, as requests carry them: the
/// first test items, or, without data, a few random inputs from a fixed seed. The values of random
/// inputs do not change the time of an inference.
std::vector<at::Tensor> request_inputs(const Subject& subject, std::int64_t count);

/// Gives the input that a request carries, from the number of its test item.
class RequestItems {
 public:
  /// Reads the test set of `subject`, or makes a few random inputs if it has no data. Throws
  /// UserError if a data file is missing or malformed.
  explicit RequestItems(const Subject& subject);
  /// Returns the input of test item `number`, [1, ...]. Numbers past the last start again from the
  /// first.
  at::Tensor item(std::int64_t number) const;

 private:
  std::optional<Dataset> test_;
  std::vector<at::Tensor> random_;  ///< used if there is no test set
};

/// Loads the model of a subject with its trained weights, or with random ones from a fixed seed if
/// it has none. Throws UserError if the weights are missing or do not fit.
Graph load_model(const Subject& subject);

}  // namespace tiersim::models
