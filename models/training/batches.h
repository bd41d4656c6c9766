#pragma once

#include "models/data/dataset.h"

namespace tiersim::models {

/// Draws a random order of the items for one epoch and returns their indices, batch after batch,
/// int64 [steps * batch_size]. Items that do not fill a last batch are left out. If there are fewer
/// items than `batch_size`, one smaller batch has them all. A batch of texts has texts of similar
/// length, so that it needs little padding. The random numbers come from LibTorch's default
/// generator.
at::Tensor epoch_order(const Dataset& data, std::int64_t batch_size);

/// Makes the input of a model from the items of `data` at the indices `picked`, int64 [n], on
/// `device`: normalized images float32 [n, C, H, W], texts int64 [n, t]. If `augment`, each image
/// is mirrored with probability 1/2, and shifted at random by up to two pixels in each direction.
at::Tensor training_inputs(const Dataset& data, const at::Tensor& picked, bool augment,
                           at::Device device = at::kCPU);

}  // namespace tiersim::models
