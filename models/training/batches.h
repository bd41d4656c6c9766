#pragma once

#include "models/data/dataset.h"

namespace tiersim::models {

/// Draws a random order of the items for one epoch: the indices of the items, batch after batch,
/// int64 [steps * batch_size]. Items that do not fill a last batch are left out. The random numbers
/// come from LibTorch's default generator. A batch of texts has texts of similar length, so that it
/// needs little padding.
at::Tensor epoch_order(const Dataset& data, std::int64_t batch_size);

/// Makes the input of a model from the items of `data` at the indices `picked`, int64 [n], on
/// `device`: images float32 [n, C, H, W], texts int64 [n, t]. If `augment`, images are mirrored and
/// shifted by up to two pixels at random.
at::Tensor training_inputs(const Dataset& data, const at::Tensor& picked, bool augment,
                           at::Device device = at::kCPU);

}  // namespace tiersim::models
