#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/dataset.h"
#include "models/ir/graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

/// A model family at one size with its task and data.
struct Subject {
  std::string_view name;
  Graph (*build)();  ///< untrained, from LibTorch's default generator
  Dataset (*load_data)(Split);
  TrainingConfig training;  ///< what reproduces the checkpoint that is shipped
};

const std::vector<Subject>& subjects();
/// nullptr where there is none of that name.
const Subject* find_subject(std::string_view name);

/// Where the shipped checkpoints lie: TIERSIM_CHECKPOINTS, or the folder the build knows.
std::filesystem::path checkpoint_path(const Subject& subject);

/// Builds and trains a subject from its seed: the same bytes on the same CPU, LibTorch and threads.
Graph train_subject(const Subject& subject, const Dataset& data, const TrainingConfig& config,
                    const Progress& progress);

}  // namespace tiersim::models
