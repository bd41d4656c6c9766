#pragma once

#include <torch/optim.h>

#include <memory>

#include "models/training/trainer.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// The optimizer of a training run over `parameters`. Weight decay applies only to tensors of two
/// dimensions or more.
/// Source: He et al., CVPR 2019, section 3.1.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(const std::vector<at::Tensor>& parameters,
                                                        const TrainingConfig& config);

void set_learning_rate(torch::optim::Optimizer& optimizer, double rate);

/// Copies moments and step counts to `file` and back, under "optimizer.<parameter number>.<name>".
void put_optimizer(torch::optim::Optimizer& optimizer, TensorFile& file);
void get_optimizer(torch::optim::Optimizer& optimizer, const TensorFile& file);

}  // namespace tiersim::models
