#pragma once

#include <ATen/ATen.h>

#include "models/ir/kernels.h"

namespace tiersim::models {

/// Converts a float32 image to oneDNN's own layout. An image that a convolution computed has its
/// channels in blocks, which convolutions read fastest.
at::Tensor blocked(const at::Tensor& x);

/// min(max(x, 0), 6), in place if possible. `x` is a float32 tensor in any layout.
at::Tensor relu6_in_place(const at::Tensor& x);

/// Makes a float32 kernel for a node of an elementwise kind (elementwise.h), for
/// operands in any layout. Images are computed in oneDNN's layout where it has the function.
Kernel elementwise_kernel(const Node& node);

/// Makes the float32 kernel of a multiply node.
Kernel multiply_kernel();

/// Makes the float32 kernel of a max_pool2d or avg_pool2d node.
Kernel pool_kernel(const Node& node);

/// Makes the float32 kernel of a concat or select_channels node. Its result is an ordinary strided
/// tensor.
Kernel channel_kernel(const Node& node);

}  // namespace tiersim::models
