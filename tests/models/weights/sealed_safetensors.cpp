#include "models/weights/sealed_safetensors.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <vector>

#include "sim/base/random_streams.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

const std::filesystem::path kSealedFolder =
    std::filesystem::temp_directory_path() / "tiersim-test-sealed";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TensorFile some_tensors(int seed) {
  at::manual_seed(static_cast<std::uint64_t>(seed));
  TensorFile file;
  file.tensors = {{"0/fc/weight", at::randn({3, 4})}, {"0/fc/bias", at::randn({3})}};
  file.metadata = {{"stages", R"([{"name": "fc", "checksum":"00000001"}])"}};
  return file;
}

}  // namespace

TEST_CASE("A sealed file is an ordinary safetensors file that tells its key", "[sealed]") {
  std::filesystem::create_directories(kSealedFolder);
  const auto path = kSealedFolder / "a.safetensors";
  const TensorFile file = some_tensors(1);
  write_sealed_safetensors(path, file, "key-1");
  const TensorFile back = read_safetensors(path);
  for (const auto& [name, tensor] : file.tensors) CHECK(at::equal(back.tensors.at(name), tensor));
  CHECK(back.metadata.at("stages") == file.metadata.at("stages"));
  CHECK(back.metadata.at(kSealKey) == "key-1");
  CHECK(is_sealed_safetensors(path, "key-1"));
  CHECK_FALSE(is_sealed_safetensors(path, "key-2"));
  CHECK_FALSE(is_sealed_safetensors(kSealedFolder / "gone", "key-1"));
  write_safetensors(path, file);
  CHECK_FALSE(is_sealed_safetensors(path, "key-1"));
  std::filesystem::remove_all(kSealedFolder);
}

TEST_CASE("Each of 1,000 swapped, flipped or shortened model files is noticed", "[sealed]") {
  std::filesystem::create_directories(kSealedFolder);
  const auto path = kSealedFolder / "tried.safetensors";
  std::vector<std::string> keys, files;
  for (int i = 0; i < 10; ++i) {
    keys.push_back("key-" + std::to_string(i));
    write_sealed_safetensors(path, some_tensors(i), keys.back());
    files.push_back(bytes_of(path));
  }
  int noticed = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    RandomStream random(seed);
    const std::size_t mine = random.index(files.size());
    std::string bytes = files[mine];
    switch (seed % 3) {
      case 0: {  // another model takes its place
        bytes = files[(mine + 1 + random.index(files.size() - 1)) % files.size()];
        break;
      }
      case 1: {  // a bit of one byte flips
        bytes[random.index(bytes.size())] ^= static_cast<char>(1U << random.index(8));
        break;
      }
      default:
        bytes.resize(random.index(bytes.size()));  // the end is lost
    }
    put(path, bytes);
    noticed += is_sealed_safetensors(path, keys[mine]) ? 0 : 1;
  }
  CHECK(noticed == 1000);
  std::filesystem::remove_all(kSealedFolder);
}
