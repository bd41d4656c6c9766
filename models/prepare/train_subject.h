#pragma once

#include <filesystem>

#include "models/subjects/subject.h"

namespace tiersim::models {

struct TrainingRequest {
  std::filesystem::path folder;  ///< of checkpoints: what is there and fits is kept
  bool again{false};             ///< train weights that are there, too
  bool operators{true};          ///< also what the operators learn from these weights
  std::int64_t limit{0};         ///< use only the first so many training items; 0: all
};

/// Trains a subject's weights and, unless it is a student, what its operators learn (see
/// learnt_operators()), from fixed seeds, and tells the accuracy of each. Interrupted, the same
/// call goes on where it was. Throws UserError for a subject without data.
void train_subject(const Subject& subject, const TrainingRequest& request,
                   const Progress& progress);

/// The operators whose results are shipped beside a subject's weights.
const std::vector<std::string>& learnt_operators();

}  // namespace tiersim::models
