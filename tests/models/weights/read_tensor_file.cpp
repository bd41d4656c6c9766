#include "models/weights/read_tensor_file.h"

#include <catch2/catch.hpp>

#include "sim/base/error.h"
#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;

TEST_CASE("The content of a file, not its name, tells its form", "[read_tensor_file]") {
  const auto folder = std::filesystem::temp_directory_path() / "tiersim-test-forms";
  std::filesystem::create_directories(folder);
  const at::Tensor values = at::full({2}, 0.5);
  const SavedTensor saved{"a", "FloatStorage", "0", 2, 0, {2}, {1}};
  for (const char* name : {"w.bin", "w.pth", "w.pt", "w.safetensors", "W.PTH", "w"}) {
    INFO(name);
    TensorFile file;
    file.tensors = {{"a", values}};
    write_safetensors(folder / name, file);
    CHECK(at::equal(read_tensor_file(folder / name).tensors.at("a"), values));
    write_zip_pth(folder / name, state_dict_pickle({saved}, false), {{"0", values}});
    CHECK(at::equal(read_tensor_file(folder / name).tensors.at("a"), values));
    write_legacy_pth(folder / name, state_dict_pickle({saved}, true), {{"0", values}});
    CHECK(at::equal(read_tensor_file(folder / name).tensors.at("a"), values));
  }
  // A file that is neither: the name decides what the error speaks of.
  for (const auto& [name, kind] : {std::pair{"x.safetensors", "not a usable safetensors file"},
                                   {"x.pth", "not a usable PyTorch file"}}) {
    std::ofstream(folder / name) << "neither of the two";
    CHECK_THROWS_WITH(read_tensor_file(folder / name), Catch::Contains(kind));
  }
  std::filesystem::remove_all(folder);
}
