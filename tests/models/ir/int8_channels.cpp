#include "models/ir/int8_channels.h"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace tiersim::models;

namespace {

at::Tensor quint8(at::IntArrayRef sizes) {
  const at::Tensor x = at::quantize_per_tensor(at::randn(sizes), 0.05, 128, at::kQUInt8);
  return sizes.size() == 4 ? x.contiguous(at::MemoryFormat::ChannelsLast) : x;
}

}  // namespace

TEST_CASE("int8 operations on channels refuse operands of shapes that do not fit", "[int8]") {
  const Quantization out{0.05, 128};
  const at::Tensor image = quint8({2, 4, 3, 5});
  CHECK(int8_concat({image, quint8({2, 3, 3, 5})}, out).size(1) == 7);
  for (const at::Tensor& other :
       {quint8({2, 4, 6, 5}), quint8({2, 4, 3, 6}), quint8({3, 4, 3, 5}), quint8({2, 4})})
    CHECK_THROWS_AS(int8_concat({image, other}, out), std::invalid_argument);
  CHECK(int8_select(image, {3, 0}).size(1) == 2);
  for (const auto& channels : std::vector<std::vector<std::int64_t>>{{}, {4}, {0, 1, 4}, {-1}})
    CHECK_THROWS_AS(int8_select(image, channels), std::invalid_argument);
  CHECK(int8_gate(image, quint8({2, 4}), out).sizes() == image.sizes());
  for (const at::Tensor& gate : {quint8({2, 3}), quint8({1, 4}), quint8({2, 4, 1, 1})})
    CHECK_THROWS_AS(int8_gate(image, gate, out), std::invalid_argument);
}
