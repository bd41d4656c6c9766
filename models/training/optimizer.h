#pragma once

#include <torch/optim.h>

#include <memory>

#include "models/training/trainer.h"
#include "models/weights/safetensors.h"

namespace tiersim::models {

/// Makes the optimizer that `config` names, with its peak learning rate, for training `parameters`.
/// Weight decay applies only to tensors of two or more dimensions.
/// Source: He et al., CVPR 2019, section 3.1.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(const std::vector<at::Tensor>& parameters,
                                                        const TrainingConfig& config);

void set_learning_rate(torch::optim::Optimizer& optimizer, double rate);

/// Copies the optimizer's moments and step counts to `file`, under the names "optimizer.<parameter
/// number>.<name>". Before the first step there are none.
void put_optimizer(torch::optim::Optimizer& optimizer, TensorFile& file);
/// Sets the optimizer to the moments and step counts that put_optimizer() copied to `file`. Throws
/// std::out_of_range if a tensor is missing.
void get_optimizer(torch::optim::Optimizer& optimizer, const TensorFile& file);

}  // namespace tiersim::models
