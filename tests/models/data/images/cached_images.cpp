#include "models/data/images/cached_images.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/cache.h"
#include "sim/base/content_key.h"
#include "sim/base/random_streams.h"
#include "tests/models/data/images/image_writers.h"

using namespace tiersim;
using namespace tiersim::models;
namespace fs = std::filesystem;

TEST_CASE("Each of 1,000 swapped or flipped files of decoded images is noticed",
          "[cached_images]") {
  const fs::path folder = fresh_folder("decoded");
  setenv("TIERSIM_CACHE", (folder / "cache").c_str(), 1);
  at::manual_seed(1);
  std::vector<fs::path> files;
  for (int i = 0; i < 3; ++i) {
    files.push_back(folder / (std::to_string(i) + ".png"));
    write_png(files.back(), random_image(10, 10));
  }
  int decoded = 0;
  const auto read = [&](const std::vector<fs::path>& images, const std::string& key) {
    return cached_images(images, key, {3, 8, 8}, 3, [&](const std::string&) { ++decoded; }).clone();
  };
  const std::string mine = content_key({"mine"}), other = content_key({"other"});
  const at::Tensor right = read(files, mine);
  read({files[2], files[1], files[0]}, other);
  CHECK(at::equal(read(files, mine), right));
  CHECK(decoded == 2);  // each list once

  const fs::path path = cache_subfolder("data") / (mine + ".uint8");
  const std::string bytes = read_bytes(path);
  CHECK(bytes.size() == 3 * (3 * 8 * 8 + 4) + 36 + 4);
  const std::string swapped = read_bytes(cache_subfolder("data") / (other + ".uint8"));
  REQUIRE(swapped.size() == bytes.size());
  decoded = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    RandomStream random(seed);
    std::string damaged = seed % 10 == 0 ? swapped : bytes;
    if (seed % 10 != 0)
      damaged[random.index(damaged.size())] ^= static_cast<char>(1U << random.index(8));
    std::ofstream(path, std::ios::binary) << damaged;
    REQUIRE(at::equal(read(files, mine), right));
  }
  CHECK(decoded == 1000);
  unsetenv("TIERSIM_CACHE");
}
