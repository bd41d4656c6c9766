#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "models/data/dataset.h"
#include "models/ir/graph.h"

namespace tiersim::models {

enum class Optimizer {
  sgd,   ///< with Nesterov momentum 0.9
  adamw  ///< Loshchilov & Hutter, ICLR 2019; gradients clipped to norm 1
};

struct TrainingConfig {
  Optimizer optimizer{Optimizer::sgd};
  int epochs{8};
  std::int64_t batch_size{128};
  double peak_learning_rate{0.1};
  double weight_decay{5e-4};
  double label_smoothing{0.05};
  bool augment{true};           ///< flip and shift images at random
  std::int64_t most_steps{0};   ///< most steps of an epoch; 0: all
  std::int64_t least_steps{0};  ///< least steps in all; a small data set gets more epochs
  int threads{1};
  std::uint64_t seed{1};
};

/// Receives one line of text about the progress.
using Progress = std::function<void(const std::string&)>;

/// The function that training minimizes. Its arguments: logits float32 [N, classes], labels int64
/// [N], inputs [N, ...], indices of the items int64 [N].
using Loss = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                      const at::Tensor&)>;

/// Changes to plain training, which trains all weights on the labels.
struct Objective {
  Loss loss;                                ///< if empty: smoothed cross entropy
  std::function<bool(const Node&)> trains;  ///< which nodes are trained; if empty: all
  std::function<void(Graph&)> after_step;   ///< e.g. sets pruned weights back to zero
  std::chrono::seconds save_every{60};      ///< how often the state is saved
};

/// Trains `graph` in place on all of `data`. The learning rate makes one cycle (Smith & Topin,
/// 2019): up linearly for a fifth of the steps, then down along a cosine.
///
/// A graph with exits is trained on the sum of the losses of all its answers, with equal weights
/// (Teerapittayanon et al., BranchyNet, ICPR 2016, eq. 3).
///
/// Equal seed, threads and CPU give equal weights.
///
/// If `state` names a file, training saves its state there, continues from it after an interruption
/// to the same weights, and removes it at the end. Throws UserError if the state does not fit.
void train(Graph& graph, const Dataset& data, const TrainingConfig& config,
           const Progress& progress, const Objective& objective = {},
           const std::filesystem::path& state = {});

/// The mean cross entropy of `logits` and `labels`, with label smoothing.
at::Tensor smoothed_cross_entropy(const at::Tensor& logits, const at::Tensor& labels,
                                  double smoothing);

}  // namespace tiersim::models
