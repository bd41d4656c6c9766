#include "models/service/compute/tensor_bytes.h"

#include <catch2/catch.hpp>

#include "models/ir/kernels.h"
#include "sim/base/frame.h"
#include "sim/base/random_streams.h"

using namespace tiersim;
using namespace tiersim::service;

TEST_CASE("A tensor arrives with its numbers, its layout and its quantization", "[tensor]") {
  const at::Tensor image = at::randn({1, 3, 5, 7});
  const at::Tensor ids = at::randint(0, 100, {1, 9}, at::kLong);
  const std::vector<at::Tensor> tensors{image,
                                        image.contiguous(at::MemoryFormat::ChannelsLast),
                                        image.slice(2, 1, 4),  // not dense
                                        ids,
                                        at::quantize_per_tensor(image, 0.05, 128, at::kQUInt8),
                                        at::quantize_per_tensor(image, 0.05, 128, at::kQUInt8)
                                            .contiguous(at::MemoryFormat::ChannelsLast)};
  for (const at::Tensor& sent : tensors) {
    INFO(sent.toString());
    const at::Tensor read = tensor_from(to_bytes(sent));
    REQUIRE(read.scalar_type() == sent.scalar_type());
    CHECK(at::equal(read.is_quantized() ? read.int_repr() : read,
                    sent.is_quantized() ? sent.int_repr() : sent));
    const auto channels_last = at::MemoryFormat::ChannelsLast;
    CHECK(read.is_contiguous(channels_last) ==
          (sent.dim() == 4 && sent.is_contiguous(channels_last)));
    if (!sent.is_quantized()) continue;
    CHECK(read.q_scale() == sent.q_scale());
    CHECK(read.q_zero_point() == sent.q_zero_point());
  }
}

TEST_CASE("A quint8 image of one pixel or one channel that arrives can get its channels last",
          "[tensor]") {
  for (const auto& sizes : std::vector<std::vector<std::int64_t>>{{1, 4, 1, 1}, {1, 1, 3, 5}}) {
    const at::Tensor sent = at::quantize_per_tensor(at::randn(sizes), 0.05, 128, at::kQUInt8);
    const at::Tensor image = models::channels_last(tensor_from(to_bytes(sent)));
    CHECK(image.suggest_memory_format() == at::MemoryFormat::ChannelsLast);
    CHECK(at::equal(image.int_repr(), sent.int_repr()));
    CHECK(image.q_scale() == sent.q_scale());
    CHECK(image.q_zero_point() == sent.q_zero_point());
  }
}

TEST_CASE("A tensor takes 16 bytes, 8 for each dimension, and its numbers", "[tensor]") {
  CHECK(to_bytes(at::zeros({2, 3})).size() == 16 + 2 * 8 + 2 * 3 * 4);
  CHECK(to_bytes(at::zeros({4}, at::kLong)).size() == 16 + 8 + 4 * 8);
}

TEST_CASE("Damaged bytes are a tensor or are refused, never more", "[tensor][fuzz]") {
  RandomStream random(1);
  const std::vector<std::uint8_t> whole =
      to_bytes(at::quantize_per_tensor(at::randn({1, 3, 4, 4}), 0.05, 128, at::kQUInt8));
  int refusals = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<std::uint8_t> bytes = whole;
    for (std::size_t k = 0; k <= random.index(3); ++k)
      bytes[random.index(48)] = static_cast<std::uint8_t>(random.index(256));
    if (random.index(4) == 0) bytes.resize(random.index(bytes.size()));
    try {
      tensor_from(bytes);
    } catch (const ProtocolError&) {
      ++refusals;
    }
  }
  CHECK(refusals > 1000);
}

TEST_CASE("Inputs of a batch are filled up to the longest", "[tensor]") {
  const at::Tensor shorter = at::ones({1, 2, 3}), longer = at::ones({1, 4, 3});
  const at::Tensor batch = joined({shorter, longer}, 0);
  CHECK(batch.sizes() == at::IntArrayRef({2, 4, 3}));
  CHECK(batch.sum().item<float>() == 2 * 3 + 4 * 3);  // the two added rows are zeros
  const auto quantized = [](const at::Tensor& x) {
    return at::quantize_per_tensor(x, 0.5, 10, at::kQUInt8);
  };
  CHECK(at::equal(joined({quantized(shorter), quantized(longer)}, 0).dequantize(), batch));
  const at::Tensor texts = joined(
      {at::tensor({5, 6, 7}, at::kLong).unsqueeze(0), at::tensor({8}, at::kLong).unsqueeze(0)}, 1);
  CHECK(at::equal(texts, at::tensor({5, 6, 7, 8, 1, 1}, at::kLong).view({2, 3})));
}

TEST_CASE("Inputs that do not fit together make no batch", "[tensor]") {
  const at::Tensor image = at::zeros({1, 3, 4, 4});
  CHECK_THROWS_AS(joined({image, at::zeros({1, 3, 5, 4})}, 0), ProtocolError);
  CHECK_THROWS_AS(joined({image, at::zeros({1, 3, 4})}, 0), ProtocolError);
  CHECK_THROWS_AS(joined({image, at::zeros({1, 3, 4, 4}, at::kLong)}, 0), ProtocolError);
}
