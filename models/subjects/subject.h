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

/// A model family at one size with its task and data.
struct Subject {
  std::string name;
  std::function<Graph()> build;             ///< untrained, from LibTorch's default generator
  std::function<at::Tensor()> sample;       ///< one input of the right shape, its values random
  std::function<Dataset(Split)> load_data;  ///< empty where no data come with it
  TrainingConfig training;                  ///< what reproduces the shipped checkpoint, if one is
  std::string student;                      ///< the subject that `distilled` trains; "" where none
  std::shared_ptr<const OwnModel> own{};    ///< of a model that a study brings (own_subject.h)
};

const std::vector<Subject>& subjects();
/// nullptr where there is none of that name.
const Subject* find_subject(std::string_view name);

/// Whether weights are shipped with it: its data are there, too.
bool is_trained(const Subject& subject);

/// Where the shipped checkpoints lie: TIERSIM_CHECKPOINTS, or the folder the build knows.
std::filesystem::path checkpoint_folder();
std::filesystem::path checkpoint_path(const Subject& subject);

}  // namespace tiersim::models
