#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sim/base/random_streams.h"
#include "tests/fuzz/read_frames.h"

using namespace tiersim;

namespace {

std::vector<std::string> frames() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(TIERSIM_FRAMES))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> all;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return all;
}

void read(const std::string& bytes) {
  read_frames(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

TEST_CASE("No frame of the corpus, nor a damaged one, does more than be read or refused",
          "[fuzz]") {
  const std::vector<std::string> corpus = frames();
  REQUIRE(corpus.size() >= 6);
  RandomStream random(1);
  for (const std::string& whole : corpus) {
    read(whole);
    for (int i = 0; i < 3000; ++i) {
      std::string bytes = whole;
      for (std::size_t k = 0; k <= random.index(4) && !bytes.empty(); ++k) {
        const std::size_t at = random.index(bytes.size());
        const std::string& other = corpus[random.index(corpus.size())];
        switch (random.index(3)) {
          case 0:
            bytes[at] = static_cast<char>(random.index(256));
            break;
          case 1:
            bytes.erase(at, 1 + random.index(20));
            break;
          default:
            bytes.insert(at, other.substr(random.index(other.size()), 1 + random.index(60)));
        }
      }
      read(bytes);
    }
  }
}
