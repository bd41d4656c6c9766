#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "models/ir/graph.h"
#include "models/training/trainer.h"

namespace tiersim::models {

/// A graph that takes training to make.
struct LearntGraph {
  std::string name;                 ///< of its file: "wide_resnet_mini.pruned"
  const Graph& from;                ///< what it is made from
  std::vector<std::string> recipe;  ///< all else that decides how it comes out
  /// Makes it; the path is where training keeps its state.
  std::function<Graph(const std::filesystem::path&)> make;
};

/// Finds the graph among the shipped checkpoints or in the cache, made from the same graph by the
/// same recipe, or makes it and keeps it: in `folder`, or in the cache where that is empty. What
/// comes back is as a file holds it, with float16 matrices.
Graph find_or_learn(const LearntGraph& wanted, const Progress& progress,
                    const std::filesystem::path& folder = {});

/// How long training runs that improve a trained model: `rate` times its peak learning rate.
TrainingConfig fine_tuning(const TrainingConfig& config, int epochs, double rate);

/// Names everything in a training configuration that changes its result.
std::string describe(const TrainingConfig& config);

}  // namespace tiersim::models
