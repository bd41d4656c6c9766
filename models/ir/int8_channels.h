#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "models/ir/graph.h"

namespace tiersim::models {

/// Joins quint8 images [N, C, H, W] of equal N, H and W along their channels, and returns the
/// result as quint8 with the quantization `out`. The images and the result have their channels
/// last. Throws std::invalid_argument if the shapes do not fit.
at::Tensor int8_concat(const std::vector<at::Tensor>& images, const Quantization& out);

/// The channels `channels` of a quint8 image, in this order, with the quantization of the image.
/// The image and the result have their channels last. Throws std::invalid_argument if the image
/// lacks one of the channels.
at::Tensor int8_select(const at::Tensor& image, const std::vector<std::int64_t>& channels);

/// Multiplies each channel of the quint8 image `x` [N, C, H, W], channels last, with its factor in
/// `gate`, quint8 [N, C]. Returns quint8 with the quantization `out`. Throws std::invalid_argument
/// if the shapes do not fit.
at::Tensor int8_gate(const at::Tensor& x, const at::Tensor& gate, const Quantization& out);

/// Multiplies two quint8 tensors of equal shape and memory layout element by element, and returns
/// the product as quint8 with the quantization `out`.
at::Tensor int8_multiply(const at::Tensor& x, const at::Tensor& y, const Quantization& out);

}  // namespace tiersim::models
