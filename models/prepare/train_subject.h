#pragma once

#include <filesystem>

#include "models/subjects/subject.h"

namespace tiersim::models {

/// What train_subject() is to train, and where the results go.
struct TrainingRequest {
  std::filesystem::path folder;  ///< folder of the checkpoints; weights that exist are kept
  bool again{false};             ///< train the subject's weights even if their file exists
  bool operators{true};          ///< also train the results of operators that learn
  std::int64_t limit{0};         ///< number of training items to use, the first ones; 0: all
};

/// Trains the weights of `subject` and stores them in the folder of `request`. Weights that exist
/// there are kept, unless TrainingRequest::again is set. Then, unless the subject has no student or
/// TrainingRequest::operators is false, trains the results of all operators that learn from these
/// weights. All seeds are fixed. `progress` receives the steps and the accuracy of each result.
/// After an interruption, the same call continues where it stopped. Throws UserError for a subject
/// without data, or if existing weights do not fit.
void train_subject(const Subject& subject, const TrainingRequest& request,
                   const Progress& progress);

}  // namespace tiersim::models
