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
  bool augment{true};           ///< images: flip and shift at random
  std::int64_t most_steps{0};   ///< of an epoch; 0: all
  std::int64_t least_steps{0};  ///< in all: of few data there are more epochs
  int threads{1};
  std::uint64_t seed{1};
};

/// Receives one line of text per step worth telling.
using Progress = std::function<void(const std::string&)>;

/// What training minimizes, of logits float32 [N, classes], labels int64 [N], the inputs and the
/// items' indices int64 [N].
using Loss = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                      const at::Tensor&)>;

/// What differs from plain training of all weights on the labels.
struct Objective {
  Loss loss;                                ///< cross entropy where empty
  std::function<bool(const Node&)> trains;  ///< which nodes learn; all where empty
  std::function<void(Graph&)> after_step;   ///< e.g. sets pruned weights back to zero
  std::chrono::seconds save_every{60};      ///< of the state
};

/// Trains `graph` in place on all of `data` under a one-cycle learning rate (Smith & Topin, 2019:
/// up linearly for a fifth of the steps, down along a cosine).
/// A graph with exits is trained for all its answers: their losses are added, with equal weights
/// (Teerapittayanon et al., BranchyNet, ICPR 2016, eq. 3).
/// The same seed, threads and CPU give the same weights. Where `state` names a file, it is kept up
/// to date while training runs, and training that was interrupted goes on from it, to the same
/// weights; it is removed at the end.
void train(Graph& graph, const Dataset& data, const TrainingConfig& config,
           const Progress& progress, const Objective& objective = {},
           const std::filesystem::path& state = {});

/// cross entropy of `logits` with `labels`, smoothed.
at::Tensor smoothed_cross_entropy(const at::Tensor& logits, const at::Tensor& labels,
                                  double smoothing);

}  // namespace tiersim::models
