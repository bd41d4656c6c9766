#pragma once

#include <functional>
#include <string>

#include "models/data/dataset.h"
#include "models/ir/graph.h"

namespace tiersim::models {

struct TrainingConfig {
  int epochs{8};
  std::int64_t batch_size{128};
  double peak_learning_rate{0.1};
  double weight_decay{5e-4};
  double label_smoothing{0.05};
  int threads{2};
  std::uint64_t seed{1};
};

/// Receives one line of text per step worth telling.
using Progress = std::function<void(const std::string&)>;

/// Trains `graph` in place on all of `data` by stochastic gradient descent (Nesterov momentum 0.9)
/// under a one-cycle learning rate (Smith & Topin, 2019: up linearly for a fifth of the steps, down
/// along a cosine). Images are flipped and shifted by up to two pixels at random.
/// The same seed, threads and CPU give the same weights.
void train(Graph& graph, const Dataset& data, const TrainingConfig& config,
           const Progress& progress);

}  // namespace tiersim::models
