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
  std::vector<std::string> recipe;  ///< texts that name all that changes the result, except `from`
  /// Trains the graph and returns it. The argument is the path of a file in which training saves
  /// its state.
  std::function<Graph(const std::filesystem::path&)> make;
};

/// Returns the trained graph that `wanted` describes. Looks for a stored copy that was made from
/// the same graph by the same recipe: first among the shipped checkpoints, then in `folder`, or in
/// the cache if `folder` is empty. A copy in `folder` or in the cache whose checksum is wrong is
/// not used. If there is no usable copy, trains the graph and stores it in `folder` or in the
/// cache. The state of an unfinished training is in the cache, so a later call continues it.
/// Trained float32 tensors of two or more dimensions are rounded to float16, because the file
/// stores them so. Throws UserError if a shipped file is not well-formed, or if a file cannot be
/// written.
Graph find_or_learn(const LearntGraph& wanted, const Progress& progress,
                    const std::filesystem::path& folder = {});

/// Returns the file name, without its extension, of the graph that the current operator trains. The
/// current operator is the last of `context.applied`. The name consists of the subject and all
/// operators up to this one, with their settings, such as "wide_resnet_mini.distilled+pruned".
std::string learnt_name(const PrepareContext& context);

/// Returns the settings to continue the training of a model that was trained with `config`. They
/// equal `config`, except that there are `epochs` epochs, one thread, and a peak learning rate that
/// is `rate` times that of `config`. With SGD an epoch has at most 300 steps.
TrainingConfig fine_tuning(const TrainingConfig& config, int epochs, double rate);

/// A text of all settings in a training configuration that change the result of the training. Two
/// configurations with equal texts train alike.
std::string describe(const TrainingConfig& config);

}  // namespace tiersim::models
