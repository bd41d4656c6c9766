#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/data/dataset.h"
#include "models/ir/graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

struct OwnModel;

/// A model family at one size, with its task and its data.
struct Subject {
  std::string name;
  std::function<Graph()> build;             ///< random weights, from LibTorch's default generator
  std::function<at::Tensor()> sample;       ///< one random input of the right shape
  std::function<Dataset(Split)> load_data;  ///< empty if it has no data
  TrainingConfig training;                  ///< reproduces the shipped checkpoint, if there is one
  std::string student;                      ///< the subject that `distilled` trains; "" if none
  std::shared_ptr<const OwnModel> own{};    ///< set if a study brings the model (own_subject.h)
};

const std::vector<Subject>& subjects();
/// nullptr if no subject has that name.
const Subject* find_subject(std::string_view name);

/// Whether trained weights are shipped with a subject. Such a subject also has data.
bool is_trained(const Subject& subject);

/// The folder of the shipped checkpoints: $TIERSIM_CHECKPOINTS, or the folder set in the build.
std::filesystem::path checkpoint_folder();
std::filesystem::path checkpoint_path(const Subject& subject);

}  // namespace tiersim::models
