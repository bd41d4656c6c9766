#pragma once

#include "models/data/dataset.h"

namespace tiersim::models {

/// The indices of one epoch's batches, int64 [steps * batch_size], from LibTorch's default
/// generator. Texts of like length share a batch, so that little of it is padding.
at::Tensor epoch_order(const Dataset& data, std::int64_t batch_size);

/// The items at `picked` as a model reads them; images, where `augment`, flipped and shifted by up
/// to two pixels at random.
at::Tensor training_inputs(const Dataset& data, const at::Tensor& picked, bool augment);

}  // namespace tiersim::models
