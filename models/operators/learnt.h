#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/operators/operator.h"
#include "models/training/trainer.h"

namespace tiersim::models {

/// A graph that is made by training.
struct LearntGraph {
  std::string name;                 ///< of its file: "wide_resnet_mini.pruned"
  const Graph& from;                ///< the graph that training starts from
  std::vector<std::string> recipe;  ///< everything else that changes the result
  /// Makes the graph. Training keeps its state in the file at this path.
  std::function<Graph(const std::filesystem::path&)> make;
};

/// Finds the graph among the shipped checkpoints or in the cache, if it was made from the same
/// graph by the same recipe. Otherwise makes it and stores it in `folder`, or in the cache where
/// `folder` is empty. Matrices of the result are rounded to float16, as the file stores them.
Graph find_or_learn(const LearntGraph& wanted, const Progress& progress,
                    const std::filesystem::path& folder = {});

/// The name of the graph that the last applied operator learns:
/// "wide_resnet_mini.distilled+pruned".
std::string learnt_name(const PrepareContext& context);

/// The settings for training a trained model further, at `rate` times its peak learning rate.
TrainingConfig fine_tuning(const TrainingConfig& config, int epochs, double rate);

/// Names everything in a training configuration that changes its result.
std::string describe(const TrainingConfig& config);

}  // namespace tiersim::models
