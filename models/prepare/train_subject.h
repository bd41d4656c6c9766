#pragma once

#include <filesystem>

#include "models/subjects/subject.h"

namespace tiersim::models {

struct TrainingRequest {
  std::filesystem::path folder;  ///< folder of checkpoints; those that exist and fit are kept
  bool again{false};             ///< train the weights even if they exist
  bool operators{true};          ///< also train what the operators learn from these weights
  std::int64_t limit{0};         ///< use only the first `limit` training items; 0: all
};

/// Trains a subject's weights. Then, unless the subject is a student, trains what
/// operators learn from them. All seeds are fixed. Reports the accuracy of each result. After
/// an interruption, the same call continues where it stopped. Throws UserError for a subject
/// without data.
void train_subject(const Subject& subject, const TrainingRequest& request,
                   const Progress& progress);

}  // namespace tiersim::models
