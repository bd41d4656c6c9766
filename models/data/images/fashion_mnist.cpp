#include "models/data/images/fashion_mnist.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_stream.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kFolder = "/usr/share/datasets/fashion-mnist";
// Most images, which bounds the memory that a file can claim.
constexpr std::uint32_t kLargestCount = 1'000'000;
// Mean and standard deviation of the 60,000 training images' pixels / 255; a test recomputes them.
constexpr double kMean = 0.286041;
constexpr double kStddev = 0.353024;

constexpr std::int64_t kSide = 28, kLargeSide = 64;
// Mean and standard deviation at 64x64.
constexpr double kLargeMean = 0.286206;
constexpr double kLargeStddev = 0.338736;

/// The weights of the pixels of a row in each pixel of an enlarged row: float32 [64, 28].
at::Tensor enlarging_weights() {
  const at::Tensor weights = at::zeros({kLargeSide, kSide});
  auto rows = weights.accessor<float, 2>();
  for (std::int64_t out = 0; out < kLargeSide; ++out) {
    const double center = (static_cast<double>(out) + 0.5) * kSide / kLargeSide - 0.5;
    const double left = std::floor(center);
    const auto at = static_cast<std::int64_t>(left);
    const auto weight = static_cast<float>(center - left);
    rows[out][std::max<std::int64_t>(at, 0)] += 1 - weight;
    rows[out][std::min<std::int64_t>(at + 1, kSide - 1)] += weight;
  }
  return weights;
}

/// Enlarges uint8 [N, 1, 28, 28] to uint8 [N, 1, 64, 64]. The weights are multiples of 1/32, so no
/// sum is rounded before the end, and the result is the same on every computer.
at::Tensor enlarged(const at::Tensor& images) {
  constexpr std::int64_t kPart =
      1000;  // images at a time, because float32 takes four times as much
  const at::Tensor weights = enlarging_weights();
  const at::Tensor result =
      at::empty({images.size(0), 1, kLargeSide, kLargeSide}, images.options());
  for (std::int64_t begin = 0; begin < images.size(0); begin += kPart) {
    const at::Tensor part = images.slice(0, begin, begin + kPart).to(at::kFloat);
    result.slice(0, begin, begin + kPart)
        .copy_(at::matmul(at::matmul(weights, part), weights.t()).round());
  }
  return result;
}

/// An IDX file: two zero bytes, the type (8 = unsigned byte), the rank, big-endian sizes, data.
at::Tensor read_idx(const std::filesystem::path& path, std::size_t rank) {
  const auto fail = [&](const std::string& problem) -> UserError {
    return UserError(
        fmt::format("{}: {} (install the package dataset-fashion-mnist)", path.string(), problem));
  };
  std::ifstream file(path, std::ios::binary);
  if (!file) throw fail("cannot be read");
  boost::iostreams::filtering_istream stream;
  stream.push(boost::iostreams::gzip_decompressor());
  stream.push(file);
  try {
    const auto read_u32 = [&] {
      std::uint8_t bytes[4] = {};
      stream.read(reinterpret_cast<char*>(bytes), 4);
      if (!stream) throw fail("is truncated");
      return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
             std::uint32_t{bytes[2]} << 8 | bytes[3];
    };
    if (read_u32() != (0x0800U | rank)) throw fail("is not an IDX file of bytes");
    std::vector<std::int64_t> shape;
    for (std::size_t i = 0; i < rank; ++i) shape.push_back(read_u32());
    if (shape[0] > kLargestCount) throw fail("has too many items");
    for (std::size_t i = 1; i < rank; ++i) {
      if (shape[i] != 28) throw fail("does not hold 28x28 images");
    }
    at::Tensor tensor = at::empty(shape, at::kByte);
    stream.read(static_cast<char*>(tensor.data_ptr()), tensor.numel());
    if (stream.gcount() != tensor.numel()) throw fail("is truncated");
    return tensor;
  } catch (const boost::iostreams::gzip_error&) {
    throw fail("is not a whole gzip file");
  }
}

}  // namespace

Dataset load_fashion_mnist(Split split) {
  const char* folder = std::getenv("TIERSIM_FASHION_MNIST");
  return load_fashion_mnist(split, folder ? folder : kFolder);
}

Dataset load_fashion_mnist(Split split, const std::filesystem::path& folder) {
  const std::string stem = split == Split::train ? "train" : "t10k";
  Dataset data;
  data.name = "fashion_mnist";
  data.items = read_idx(folder / (stem + "-images-idx3-ubyte.gz"), 3).unsqueeze(1);
  data.own_bytes = at::full({data.items.size(0)}, data.items[0].numel(), at::kLong);
  data.labels = read_idx(folder / (stem + "-labels-idx1-ubyte.gz"), 1).to(at::kLong);
  data.classes = {"t-shirt", "trouser", "pullover", "dress", "coat",
                  "sandal",  "shirt",   "sneaker",  "bag",   "ankle boot"};
  data.mean = kMean;
  data.stddev = kStddev;
  if (data.items.size(0) != data.labels.size(0)) {
    throw UserError(fmt::format(
        "{}: images and labels differ in number (install the package dataset-fashion-mnist again)",
        folder.string()));
  }
  if (data.labels.numel() > 0 &&
      data.labels.max().item<std::int64_t>() >= static_cast<std::int64_t>(data.classes.size())) {
    throw UserError(
        fmt::format("{}: a label is out of range (install the package dataset-fashion-mnist again)",
                    folder.string()));
  }
  return data;
}

Dataset load_fashion_mnist_64(Split split) {
  Dataset data = load_fashion_mnist(split);
  data.name = "fashion_mnist_64";
  data.items = enlarged(data.items);
  data.own_bytes = at::full({data.items.size(0)}, data.items[0].numel(), at::kLong);
  data.mean = kLargeMean;
  data.stddev = kLargeStddev;
  return data;
}

}  // namespace tiersim::models
