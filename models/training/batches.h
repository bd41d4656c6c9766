#pragma once

#include "models/data/dataset.h"

namespace tiersim::models {

/// The indices of the items of one epoch, batch after batch: int64 [steps * batch_size]. The order
/// is drawn from LibTorch's default generator. A batch of texts has texts of similar length, so
/// that it needs little padding.
at::Tensor epoch_order(const Dataset& data, std::int64_t batch_size);

/// The items at the indices `picked` as a model reads them. If `augment`, images are flipped at
/// random and shifted at random by up to two pixels.
at::Tensor training_inputs(const Dataset& data, const at::Tensor& picked, bool augment);

}  // namespace tiersim::models
