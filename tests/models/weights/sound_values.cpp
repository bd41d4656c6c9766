#include "models/weights/sound_values.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <limits>

#include "models/weights/read_weights.h"
#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// The error of require_sound_values() for one tensor; "" if it accepts the tensor.
std::string values_complaint(const std::string& name, const at::Tensor& tensor) {
  TensorFile file;
  file.tensors = {{"a.weight", at::ones({2})}, {name, tensor}};
  try {
    require_sound_values(file, "w.pth");
    return "";
  } catch (const UserError& error) {
    return error.what();
  }
}

at::Tensor with(double value, at::ScalarType type) {
  at::Tensor tensor = at::ones({2, 3}, type);
  tensor[1][2] = value;
  return tensor;
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const std::string kBegin = "w.pth: tensor \"layer1.bn.weight\" has ";
const std::string kRemedy = " (did its training diverge? bring weights whose values are finite)";

}  // namespace

TEST_CASE(
    "Weights with NaN, an infinity or what float32 cannot hold are refused by the name of the "
    "tensor",
    "[sound_values]") {
  for (const at::ScalarType type : {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16}) {
    INFO(c10::toString(type));
    CHECK(values_complaint("layer1.bn.weight", with(std::nan(""), type)) ==
          kBegin + "NaN in 1 of its 6 values" + kRemedy);
    for (const double infinity : {kInfinity, -kInfinity})
      CHECK(values_complaint("layer1.bn.weight", with(infinity, type)) ==
            kBegin + "infinity in 1 of its 6 values" + kRemedy);
    CHECK(values_complaint("layer1.bn.weight", with(-2.5, type)).empty());
  }
  // The largest float32 is 3.40e38.
  CHECK(values_complaint("layer1.bn.weight", with(-1e300, at::kDouble)) ==
        kBegin + "what float32 cannot hold in 1 of its 6 values" + kRemedy);
  CHECK(values_complaint("layer1.bn.weight", with(3.4e38, at::kDouble)).empty());
}

TEST_CASE("A negative variance is refused, other negative weights are not", "[sound_values]") {
  CHECK(values_complaint("bn.running_var", with(-0.1, at::kFloat)) ==
        "w.pth: tensor \"bn.running_var\" has a negative variance in 1 of its 6 values" + kRemedy);
  CHECK(values_complaint("bn.running_var", with(0, at::kFloat)).empty());
  CHECK(values_complaint("bn.running_mean", with(-0.1, at::kFloat)).empty());
  CHECK(values_complaint("bn.num_batches_tracked", at::full({}, -1, at::kLong)).empty());
  CHECK(values_complaint("empty.weight", at::empty({0, 3})).empty());
}

TEST_CASE("A file of weights whose values are not sound is not read", "[sound_values]") {
  const auto path = std::filesystem::temp_directory_path() / "tiersim-test-sound.safetensors";
  for (const double value : {std::nan(""), kInfinity, 1e300}) {
    TensorFile file;
    file.tensors = {{"fc.weight", with(value, at::kDouble)}};
    write_safetensors(path, file);
    CHECK_THROWS_WITH(read_weights(path), Catch::Contains("tensor \"fc.weight\" has"));
  }
  std::filesystem::remove(path);
}
