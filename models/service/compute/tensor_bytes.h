#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace tiersim::service {

/// A tensor as the content of a message: its type, its layout in memory, its quantization, its
/// sizes, and its numbers as they are in memory (docs/emulation-protocol.md). Takes float32, quint8
/// with one scale, and int64. The numbers of a tensor that is not dense are copied.
std::vector<std::uint8_t> to_bytes(const at::Tensor& tensor);

/// Throws ProtocolError if the bytes are no tensor.
at::Tensor tensor_from(const std::vector<std::uint8_t>& bytes);

/// Joins items [1, ...] to one batch [n, ...]. Items that are shorter in the second dimension are
/// filled up: texts with `pad_id`, others with zero. Throws ProtocolError if they do not fit.
at::Tensor joined(const std::vector<at::Tensor>& items, std::int64_t pad_id);

}  // namespace tiersim::service
