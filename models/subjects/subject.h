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
  Graph (*build)();             ///< untrained, from LibTorch's default generator
  at::Tensor (*sample)();       ///< one input of the right shape, its values random
  Dataset (*load_data)(Split);  ///< nullptr where no data come with it
  TrainingConfig training;      ///< what reproduces the checkpoint that is shipped, if one is
  std::string_view student;     ///< the subject that `distilled` trains; "" for a student
};

const std::vector<Subject>& subjects();
/// nullptr where there is none of that name.
const Subject* find_subject(std::string_view name);

/// Whether weights come with it: its data do, too.
bool is_trained(const Subject& subject);

/// Where the shipped checkpoints lie: TIERSIM_CHECKPOINTS, or the folder the build knows.
std::filesystem::path checkpoint_folder();
std::filesystem::path checkpoint_path(const Subject& subject);

}  // namespace tiersim::models
