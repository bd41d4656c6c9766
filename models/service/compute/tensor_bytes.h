#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace tiersim::service {

/// Encodes a tensor as the content of a message (docs/emulation-protocol.md): its type, its layout
/// in memory, its quantization, its sizes, and its numbers as they are in memory. The type must be
/// float32, int64, or quint8 with one scale for the whole tensor. Throws std::invalid_argument for
/// another type.
std::vector<std::uint8_t> to_bytes(const at::Tensor& tensor);

/// Decodes a tensor that to_bytes() encoded. Throws ProtocolError if the bytes are not such a
/// tensor.
at::Tensor tensor_from(const std::vector<std::uint8_t>& bytes);

/// Joins n tensors whose first dimension has the size 1 to one batch, whose first dimension has the
/// size n. A tensor that is shorter than others in the second dimension is padded at its end: an
/// int64 tensor (tokens of a text) with `pad_id`, any other tensor with zeros. Throws ProtocolError
/// if the first dimension has another size, or if the tensors differ in their type, their number of
/// dimensions, or a size after the second. A single tensor is returned unchanged and unchecked.
at::Tensor joined(const std::vector<at::Tensor>& items, std::int64_t pad_id);

}  // namespace tiersim::service
