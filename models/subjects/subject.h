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

/// A model family at one size, with its task and its data. Operators rewrite the model of a
/// subject.
struct Subject {
  std::string name;
  std::function<Graph()> build;  ///< makes the model with random weights, from LibTorch's generator
  std::function<at::Tensor()> sample;       ///< makes one random input of the right shape, [1, ...]
  std::function<Dataset(Split)> load_data;  ///< reads the data; empty if the subject has none
  TrainingConfig training;  ///< settings that reproduce the shipped checkpoint, if there is one
  std::string student;      ///< the smaller subject that `distilled` trains; "" if none
  std::shared_ptr<const OwnModel> own{};  ///< set if a study brings the model (own_subject.h)
};

const std::vector<Subject>& subjects();  ///< all subjects that tiersim knows
/// Returns the known subject `name`, or nullptr if there is none.
const Subject* find_subject(std::string_view name);

/// Whether tiersim ships trained weights of the subject. Such a subject also has data.
bool is_trained(const Subject& subject);

/// The folder of the shipped trained weights: the environment variable TIERSIM_CHECKPOINTS if it is
/// set, otherwise the folder that was set in the build.
std::filesystem::path checkpoint_folder();
std::filesystem::path checkpoint_path(const Subject& subject);  ///< file of trained weights

}  // namespace tiersim::models
