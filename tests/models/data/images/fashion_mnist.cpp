#include "models/data/images/fashion_mnist.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("Fashion-MNIST has the sizes and classes of its paper", "[fashion_mnist]") {
  const Dataset train = load_fashion_mnist(Split::train), test = load_fashion_mnist(Split::test);
  CHECK(train.items.sizes() == at::IntArrayRef({60'000, 1, 28, 28}));
  CHECK(test.size() == 10'000);
  CHECK(at::equal(train.labels.bincount(), at::full({10}, 6000, at::kLong)));
  CHECK(at::equal(test.labels.bincount(), at::full({10}, 1000, at::kLong)));
  // Inputs are normalized with the mean and standard deviation of the training images.
  const at::Tensor pixels = train.items.to(at::kDouble) / 255;
  CHECK(pixels.mean().item<double>() == Approx(train.mean).epsilon(1e-5));
  CHECK(pixels.std().item<double>() == Approx(train.stddev).epsilon(1e-5));
  CHECK(std::abs(train.inputs(0, 60'000).mean().item<double>()) < 1e-4);
}

TEST_CASE(
    "Missing, truncated and foreign files are refused; the error names the package to install",
    "[fashion_mnist]") {
  const auto folder = std::filesystem::temp_directory_path() / "tiersim-test-fashion";
  std::filesystem::create_directories(folder);
  const auto images = folder / "t10k-images-idx3-ubyte.gz";
  const auto refused = [&] {
    CHECK_THROWS_WITH(load_fashion_mnist(Split::test, folder),
                      Catch::Contains("install the package dataset-fashion-mnist"));
  };
  std::filesystem::remove(images);
  refused();
  std::ofstream(images) << "not gzip";
  refused();
  std::filesystem::copy_file("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz", images,
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::resize_file(images, 100'000);
  refused();
  std::filesystem::copy_file("/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz", images,
                             std::filesystem::copy_options::overwrite_existing);
  refused();
}

TEST_CASE("Enlarged images have the original's levels at the corners and its mean",
          "[fashion_mnist]") {
  const Dataset small = load_fashion_mnist(Split::test), large = load_fashion_mnist_64(Split::test);
  CHECK(large.items.sizes() == at::IntArrayRef({10'000, 1, 64, 64}));
  CHECK(at::equal(large.labels, small.labels));
  for (const std::int64_t end : {0, -1}) {
    // The centre of the outermost pixel is outside the centres of the original's pixels, so it has
    // the level of the nearest one.
    CHECK(at::equal(large.items.select(2, end).select(2, end),
                    small.items.select(2, end).select(2, end)));
  }
  // Pixel 3 has its centre at 3.5 x 28 / 64 - 0.5 = 1.03125: 31/32 of pixel 1 and 1/32 of pixel 2.
  const auto rows = [](const at::Tensor& items, std::int64_t y) {
    return items.select(2, y).select(2, 0).to(at::kFloat);
  };
  CHECK(at::equal(rows(large.items, 3),
                  (rows(small.items, 1) * 31 / 32 + rows(small.items, 2) / 32).round()));
}

TEST_CASE("The enlarged training images have the mean and deviation that normalize them",
          "[fashion_mnist]") {
  const Dataset train = load_fashion_mnist_64(Split::train);
  const at::Tensor counts = train.items.flatten().bincount({}, 256).to(at::kDouble);
  const at::Tensor levels = at::arange(256, at::kDouble) / 255;
  const double mean = ((counts * levels).sum() / counts.sum()).item<double>();
  const double square = ((counts * levels * levels).sum() / counts.sum()).item<double>();
  CHECK(mean == Approx(train.mean).epsilon(1e-5));
  CHECK(std::sqrt(square - mean * mean) == Approx(train.stddev).epsilon(1e-5));
}
