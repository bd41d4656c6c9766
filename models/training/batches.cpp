#include "models/training/batches.h"

#include <algorithm>
#include <vector>

namespace tiersim::models {
namespace {

constexpr std::int64_t kShift = 2;  // pixels, in each direction

/// Copies one channel of an image, [H, W], to `out`, shifted by (dy, dx). Pixels from outside the
/// image are zero.
void shifted(const std::uint8_t* in, std::uint8_t* out, std::int64_t height, std::int64_t width,
             std::int64_t dy, std::int64_t dx, bool flip) {
  for (std::int64_t y = 0; y < height; ++y) {
    const std::int64_t from_y = y + dy;
    for (std::int64_t x = 0; x < width; ++x) {
      const std::int64_t from_x = (flip ? width - 1 - x : x) + dx;
      const bool inside = from_y >= 0 && from_y < height && from_x >= 0 && from_x < width;
      out[y * width + x] = inside ? in[from_y * width + from_x] : std::uint8_t{0};
    }
  }
}

at::Tensor augmented(const at::Tensor& images) {
  const std::int64_t count = images.size(0), planes = images.size(1);
  const std::int64_t height = images.size(2), width = images.size(3);
  const at::Tensor shifts = at::randint(0, 2 * kShift + 1, {count, 2}, at::kLong);
  const at::Tensor flips = at::rand({count}) < 0.5;
  const at::Tensor result = at::empty_like(images);
  const auto* shift = shifts.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < count * planes; ++i) {
    const std::int64_t image = i / planes;
    shifted(images.data_ptr<std::uint8_t>() + i * height * width,
            result.data_ptr<std::uint8_t>() + i * height * width, height, width,
            shift[2 * image] - kShift, shift[2 * image + 1] - kShift,
            flips.data_ptr<bool>()[image]);
  }
  return result;
}

/// Sorts the items by length within stretches of 50 batches, then shuffles the batches.
at::Tensor by_length(const Dataset& data, const at::Tensor& order, std::int64_t batch_size) {
  const at::Tensor lengths = data.lengths().index_select(0, order);
  const std::int64_t stretch = 50 * batch_size, steps = order.size(0) / batch_size;
  std::vector<at::Tensor> sorted;
  for (std::int64_t begin = 0; begin < order.size(0); begin += stretch) {
    const at::Tensor part = order.slice(0, begin, begin + stretch);
    sorted.push_back(part.index_select(
        0, at::argsort(lengths.slice(0, begin, begin + stretch), /*stable=*/true, 0, false)));
  }
  return at::cat(sorted)
      .view({steps, batch_size})
      .index_select(0, at::randperm(steps, at::kLong))
      .flatten();
}

}  // namespace

at::Tensor epoch_order(const Dataset& data, std::int64_t batch_size) {
  const std::int64_t steps = std::max<std::int64_t>(1, data.size() / batch_size);
  const at::Tensor order =
      at::randperm(data.size(), at::kLong).slice(0, 0, std::min(steps * batch_size, data.size()));
  if (!data.is_text() || data.size() < batch_size) return order;
  return by_length(data, order, batch_size);
}

at::Tensor training_inputs(const Dataset& data, const at::Tensor& picked, bool augment,
                           at::Device device) {
  const at::Tensor items = data.items.index_select(0, picked);
  if (data.is_text()) return data.to_inputs(items.to(device));
  return data.to_inputs((augment ? augmented(items) : items).to(device))
      .contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace tiersim::models
