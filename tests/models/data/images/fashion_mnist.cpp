#include "models/data/images/fashion_mnist.h"

#include <catch2/catch.hpp>
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
