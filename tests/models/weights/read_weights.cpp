#include "models/weights/read_weights.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;
using Catch::Contains;

namespace {

const std::filesystem::path kWeightsFolder =
    std::filesystem::temp_directory_path() / "tiersim-test-weights";

}  // namespace

TEST_CASE("Weights are read from every known form, real numbers as float32", "[read_weights]") {
  std::filesystem::create_directories(kWeightsFolder);
  TensorFile file;
  file.tensors = {{"half", at::full({2}, 0.5, at::kHalf)},
                  {"bfloat16", at::full({2}, -2, at::kBFloat16)},
                  {"double", at::full({2}, 1.0 + 0x1p-30, at::kDouble)},
                  {"count", at::full({}, 7, at::kLong)}};
  write_safetensors(kWeightsFolder / "model.safetensors", file);
  const auto check = [](const TensorFile& back) {
    CHECK(at::equal(back.tensors.at("half"), at::full({2}, 0.5, at::kFloat)));
    CHECK(at::equal(back.tensors.at("bfloat16"), at::full({2}, -2.0, at::kFloat)));
    // float32 has 23 bits after the point: 1 + 2^-30 rounds to 1.
    CHECK(at::equal(back.tensors.at("double"), at::ones({2})));
    CHECK(at::equal(back.tensors.at("count"), at::full({}, 7, at::kLong)));
  };
  check(read_weights(kWeightsFolder / "model.safetensors"));
  std::ofstream(kWeightsFolder / "config.json") << R"({"model_type": "bert"})";
  check(read_weights(kWeightsFolder));

  const std::string pickle =
      state_dict_pickle({{"half", "HalfStorage", "0", 2, 0, {2}, {1}}}, false);
  for (const char* name : {"a.pth", "a.pt", "a.bin"}) {
    write_zip_pth(kWeightsFolder / name, pickle, {{"0", file.tensors.at("half")}});
    CHECK(at::equal(read_weights(kWeightsFolder / name).tensors.at("half"), at::full({2}, 0.5)));
  }
  std::ofstream(kWeightsFolder / "a.gguf") << "GGUF";
  CHECK_THROWS_WITH(read_weights(kWeightsFolder / "a.gguf"),
                    Contains("weights of an unknown form (give"));
  CHECK_THROWS_WITH(read_weights(kWeightsFolder / "gone.pth"), Contains("does it exist?"));
  std::filesystem::remove_all(kWeightsFolder);
}
