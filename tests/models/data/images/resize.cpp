#include "models/data/images/resize.h"

#include <catch2/catch.hpp>

#include "tests/models/data/images/image_writers.h"

using namespace tiersim::models;

namespace {

/// LibTorch's antialiased resizing, rounded after each direction, as in PIL.
at::Tensor resize_by_torch(const at::Tensor& image, std::int64_t height, std::int64_t width) {
  const at::Tensor planes = image.permute({2, 0, 1}).unsqueeze(0).to(at::kDouble).contiguous();
  const at::Tensor narrow =
      at::_upsample_bilinear2d_aa(planes, {image.size(0), width}, false).round();
  const at::Tensor resized = at::_upsample_bilinear2d_aa(narrow, {height, width}, false).round();
  return resized.squeeze(0).permute({1, 2, 0}).to(at::kByte);
}

}  // namespace

TEST_CASE("Resizing equals LibTorch's antialiased resizing, rounded after each direction",
          "[resize]") {
  at::manual_seed(4);
  struct Row {
    std::int64_t height, width, new_height, new_width;
  };
  for (const Row& row : {Row{300, 400, 256, 341}, Row{41, 37, 256, 231}, Row{1000, 60, 333, 20},
                         Row{64, 64, 64, 64}, Row{1, 1, 5, 7}, Row{7, 200, 9, 3}}) {
    CAPTURE(row.height, row.width, row.new_height, row.new_width);
    const at::Tensor image = random_image(row.height, row.width);
    const at::Tensor resized =
        resize(image, row.new_height, row.new_width, {0, 0, row.new_height, row.new_width});
    const at::Tensor difference =
        resized.to(at::kInt) - resize_by_torch(image, row.new_height, row.new_width).to(at::kInt);
    // Weights in fixed point round a few halves the other way, which changes one level.
    CHECK(difference.abs().max().item<int>() <= 1);
    CHECK(difference.ne(0).to(at::kDouble).mean().item<double>() < 0.01);
  }
}

TEST_CASE("Halving an image weighs four pixels 1 3 3 1", "[resize]") {
  // 8 pixels become 4. The second output pixel has its centre at 3, between pixels 2 and 3, and
  // reaches 2 to each side: pixels 1 to 4 with weights 1/8, 3/8, 3/8, 1/8. The third uses pixels 3
  // to 6 likewise.
  at::Tensor image = at::zeros({1, 8, 3}, at::kByte);
  image.select(1, 3).fill_(240);
  const at::Tensor resized = resize(image, 1, 4, {0, 0, 1, 4});
  CHECK(at::equal(resized.select(2, 0), levels_of({0, 90, 30, 0}, {1, 4})));
}

TEST_CASE("A window equals that part of the whole resized image", "[resize]") {
  at::manual_seed(5);
  const at::Tensor image = random_image(90, 120);
  const at::Tensor whole = resize(image, 60, 80, {0, 0, 60, 80});
  const at::Tensor part = resize(image, 60, 80, {13, 21, 40, 50});
  CHECK(at::equal(part, whole.slice(0, 13, 53).slice(1, 21, 71)));
  CHECK(at::equal(resize(image, 90, 120, {0, 0, 90, 120}), image));
  CHECK_THROWS_AS(resize(image, 60, 80, {21, 0, 40, 50}), std::invalid_argument);
  CHECK_THROWS_AS(resize(image, 60, 80, {0, 0, 0, 50}), std::invalid_argument);
  // An image of a thousand million columns, of which a few are computed.
  const at::Tensor thin = at::full({1, 4'000'000, 3}, 9, at::kByte);
  CHECK(at::equal(resize(thin, 256, 1'024'000'000, {16, 500'000'000, 224, 224}),
                  at::full({224, 224, 3}, 9, at::kByte)));
}
