#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "models/data/dataset.h"
#include "models/ir/graph.h"

namespace tiersim::models {

/// The algorithm that updates weights in training.
enum class Optimizer {
  sgd,   ///< stochastic gradient descent with Nesterov momentum 0.9
  adamw  ///< AdamW (Loshchilov & Hutter, ICLR 2019); gradients are clipped to norm 1
};

/// The settings of one training run: its optimizer, length, rates, augmentation, threads and seed.
struct TrainingConfig {
  Optimizer optimizer{Optimizer::sgd};
  int epochs{8};
  std::int64_t batch_size{128};
  double peak_learning_rate{0.1};
  double weight_decay{5e-4};
  double label_smoothing{0.05};
  bool augment{true};          ///< mirror and shift training images at random
  std::int64_t most_steps{0};  ///< maximum number of steps in an epoch; 0: no maximum
  /// Minimum number of steps of the run; epochs are added to reach it.
  std::int64_t least_steps{0};
  int threads{1};
  std::uint64_t seed{1};
};

/// A function that is called with one line of text for the user whenever a long operation makes
/// progress.
using Progress = std::function<void(const std::string&)>;

/// The function that training minimizes. It returns a scalar. Its arguments: logits float32 [N,
/// classes], labels int64 [N], inputs [N, ...], indices of the items int64 [N]. All are on
/// training_device().
using Loss = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                      const at::Tensor&)>;

/// What a training run does differently from plain training. Plain training minimizes the cross
/// entropy of the labels and trains all weights.
struct Objective {
  Loss loss;  ///< the function to minimize; if empty: smoothed_cross_entropy()
  /// A function that returns whether the weights of a node are trained. If it is empty, the weights
  /// of all nodes are trained.
  std::function<bool(const Node&)> trains;
  std::function<void(Graph&)> after_step;  ///< called after each step; e.g. zeroes pruned weights
  std::chrono::seconds save_every{60};     ///< wall time between two saves of the training state
};

/// Trains the weights of `graph`, in place, on the items of `data`. The learning rate makes one
/// cycle (Smith & Topin, 2019): it rises linearly for a fifth of the steps and then falls along a
/// cosine.
///
/// A graph with exits is trained on the sum of the losses of all its answers, with equal weights
/// (Teerapittayanon et al., BranchyNet, ICPR 2016, eq. 3).
///
/// Training computes on training_device(); the graph returns to the CPU at the end. Equal seed,
/// threads and CPU give equal weights. On a GPU they are only nearly equal, because the order of
/// some of its sums is not fixed.
///
/// `state` is the path of a file; if it is empty, no state is saved. Training saves its state in
/// the file regularly, and at SIGINT or SIGTERM, which then end the process. A later call continues
/// from the file and reaches the same weights as without an interruption. The file is removed at
/// the end. Throws UserError if the file is damaged or does not belong to this training run; the
/// file is then kept.
///
/// Training that diverges is stopped: if the loss of a step is not a finite number, the state is
/// removed and UserError is thrown.
void train(Graph& graph, const Dataset& data, const TrainingConfig& config,
           const Progress& progress, const Objective& objective = {},
           const std::filesystem::path& state = {});

/// The mean cross entropy of logits, float32 [N, classes], and labels, int64 [N], as a scalar.
/// `smoothing` is the probability that label smoothing spreads over all classes, [0, 1].
at::Tensor smoothed_cross_entropy(const at::Tensor& logits, const at::Tensor& labels,
                                  double smoothing);

}  // namespace tiersim::models
