#include "models/service/compute/tensor_bytes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "models/measure/stage_worker.h"
#include "models/service/wire/byte_order.h"

namespace tiersim::service {
namespace {

constexpr std::int64_t kMostDimensions = 8, kMostNumbers = 1LL << 30;

enum class NumberType : std::uint8_t { float32 = 1, quint8 = 2, int64 = 3 };

NumberType type_of(const at::Tensor& tensor) {
  switch (tensor.scalar_type()) {
    case at::kFloat:
      return NumberType::float32;
    case at::kQUInt8:
      return NumberType::quint8;
    case at::kLong:
      return NumberType::int64;
    default:
      throw std::invalid_argument("a tensor of this type cannot be sent");
  }
}

std::uint64_t bits_of(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

double double_from(std::uint64_t bits) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

struct Header {
  NumberType type;
  bool channels_last;
  double scale;
  std::int64_t zero_point;
  std::vector<std::int64_t> sizes;
};

Header header_from(ByteReader& from) {
  Header header{};
  const auto type = from.take<std::uint8_t>();
  if (type < 1 || type > 3) throw ProtocolError("a tensor has an unknown type");
  header.type = static_cast<NumberType>(type);
  const auto layout = from.take<std::uint8_t>();
  const auto dimensions = from.take<std::uint16_t>();
  if (layout > 1 || dimensions == 0 || dimensions > kMostDimensions ||
      (layout == 1 && dimensions != 4))
    throw ProtocolError("a tensor has an unknown layout");
  header.channels_last = layout == 1;
  header.zero_point = from.take<std::int32_t>();
  header.scale = double_from(from.take<std::uint64_t>());
  std::int64_t numbers = 1;
  for (int i = 0; i < dimensions; ++i) {
    const auto size = from.take<std::int64_t>();
    if (size < 1 || size > kMostNumbers / numbers) throw ProtocolError("a tensor is too large");
    numbers *= size;
    header.sizes.push_back(size);
  }
  const bool quantized = header.type == NumberType::quint8;
  if (quantized && (!(header.scale > 0) || !std::isfinite(header.scale) || header.zero_point < 0 ||
                    header.zero_point > 255))
    throw ProtocolError("a tensor has an impossible scale");
  return header;
}

at::Tensor empty(const Header& header) {
  const auto format =
      header.channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
  if (header.type == NumberType::quint8)
    return at::_empty_affine_quantized(header.sizes, at::device(at::kCPU).dtype(at::kQUInt8),
                                       header.scale, header.zero_point, format);
  const auto type = header.type == NumberType::float32 ? at::kFloat : at::kLong;
  return at::empty(header.sizes, at::device(at::kCPU).dtype(type), format);
}

at::Tensor lengthened(const at::Tensor& item, std::int64_t missing) {
  std::vector<std::int64_t> padding(static_cast<std::size_t>(2 * (item.dim() - 1)), 0);
  padding.back() = missing;  // at the end of the second dimension
  if (!item.is_quantized()) return at::constant_pad_nd(item, padding, 0);
  return at::_make_per_tensor_quantized_tensor(
      at::constant_pad_nd(item.int_repr(), padding, item.q_zero_point()), item.q_scale(),
      item.q_zero_point());
}

void check_that_they_fit(const std::vector<at::Tensor>& items) {
  for (const at::Tensor& item : items) {
    bool fits = item.dim() == items[0].dim() && item.scalar_type() == items[0].scalar_type();
    for (std::int64_t d = 2; fits && d < item.dim(); ++d) fits = item.size(d) == items[0].size(d);
    if (!fits || item.dim() < 2 || item.size(0) != 1)
      throw ProtocolError("the inputs of a batch do not fit together");
  }
}

}  // namespace

std::vector<std::uint8_t> to_bytes(const at::Tensor& tensor) {
  const bool channels_last = tensor.dim() == 4 && !tensor.is_contiguous() &&
                             tensor.is_contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor dense = channels_last ? tensor : tensor.contiguous();
  const bool quantized = dense.is_quantized();
  std::vector<std::uint8_t> bytes;
  bytes.reserve(16 + 8 * static_cast<std::size_t>(dense.dim()) + dense.nbytes());
  ByteWriter to(bytes);
  to.put(static_cast<std::uint8_t>(type_of(dense))).put(static_cast<std::uint8_t>(channels_last));
  to.put(static_cast<std::uint16_t>(dense.dim()));
  to.put(static_cast<std::int32_t>(quantized ? dense.q_zero_point() : 0));
  to.put(bits_of(quantized ? dense.q_scale() : 1.0));
  for (const std::int64_t size : dense.sizes()) to.put(size);
  const auto* numbers = static_cast<const std::uint8_t*>(dense.data_ptr());
  bytes.insert(bytes.end(), numbers, numbers + dense.nbytes());
  return bytes;
}

at::Tensor tensor_from(const std::vector<std::uint8_t>& bytes) {
  ByteReader from(bytes);
  const Header header = header_from(from);
  std::int64_t size = header.type == NumberType::quint8    ? 1
                      : header.type == NumberType::float32 ? 4
                                                           : 8;
  for (const std::int64_t dimension : header.sizes) size *= dimension;
  if (from.left() != static_cast<std::size_t>(size))
    throw ProtocolError("a tensor has another number of bytes than its sizes say");
  const at::Tensor tensor = empty(header);
  std::memcpy(tensor.data_ptr(), from.take_bytes(from.left()), static_cast<std::size_t>(size));
  return tensor;
}

at::Tensor joined(const std::vector<at::Tensor>& items, std::int64_t pad_id) {
  if (items.size() == 1) return items[0];
  check_that_they_fit(items);
  if (items[0].scalar_type() == at::kLong) return models::stacked(items, pad_id);
  std::int64_t longest = 0;
  for (const at::Tensor& item : items) longest = std::max(longest, item.size(1));
  std::vector<at::Tensor> filled;
  for (const at::Tensor& item : items)
    filled.push_back(item.size(1) == longest ? item : lengthened(item, longest - item.size(1)));
  return at::cat(filled);
}

}  // namespace tiersim::service
