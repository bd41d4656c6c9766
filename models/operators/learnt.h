#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/operators/operator.h"
#include "models/training/trainer.h"

namespace tiersim::models {

/// The description of a graph that training makes: enough to find a stored copy of it, or to train
/// it.
struct LearntGraph {
  std::string name;                 ///< name of its file without ending: "wide_resnet_mini.pruned"
  const Graph& from;                ///< the graph that training starts from
  std::vector<std::string> recipe;  ///< texts that name everything else that changes the result
  /// Trains the graph and returns it. The argument is the path of a file in which training saves
  /// its state.
  std::function<Graph(const std::filesystem::path&)> make;
};

/// Returns a trained graph. Reads it from the shipped checkpoints, from `folder` or, if `folder` is
/// empty, from the cache, if the copy there was made from the same graph by the same recipe.
/// Otherwise trains it and stores it in `folder` or in the cache. Tensors of two or more dimensions
/// are rounded to float16, as the file stores them.
Graph find_or_learn(const LearntGraph& wanted, const Progress& progress,
                    const std::filesystem::path& folder = {});

/// The file name, without ending, for the graph that the last of `context.applied` trains: the
/// subject and the operators, such as "wide_resnet_mini.distilled+pruned".
std::string learnt_name(const PrepareContext& context);

/// Makes the settings for training a model further that was trained with `config`: `epochs` epochs,
/// one thread, and `rate` times the peak learning rate of `config`. With SGD an epoch has at most
/// 300 steps.
TrainingConfig fine_tuning(const TrainingConfig& config, int epochs, double rate);

/// A text of all settings in a training configuration that change the result of the training. Two
/// configurations with equal texts train alike.
std::string describe(const TrainingConfig& config);

}  // namespace tiersim::models
