#include "sim/base/random_streams.h"

#include <catch2/catch.hpp>

#include <set>
#include <vector>

using namespace tiersim;

TEST_CASE("A seed depends only on parent and name; other parents or names give other seeds",
          "[random]") {
  std::set<std::uint64_t> seeds;
  for (std::uint64_t parent = 0; parent < 100; ++parent) {
    for (const char* name : {"", "a", "b", "ab", "stage 0", "stage 1"}) {
      CHECK(derive_seed(parent, name) == derive_seed(parent, name));
      seeds.insert(derive_seed(parent, name));
    }
  }
  CHECK(seeds.size() == 600);
}

TEST_CASE("Indices are uniform over their range", "[random]") {
  // 100,000 draws over 10 cells: each cell gets 10,000 with standard deviation sqrt(1e5 * 0.1 *
  // 0.9) = 95. By chance, one of the 100 cells of all seeds is more than five standard deviations
  // off once in 17,000 runs.
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    RandomStream stream(seed);
    std::vector<int> counts(10, 0);
    for (int i = 0; i < 100'000; ++i) ++counts[stream.index(10)];
    for (const int count : counts) CHECK(std::abs(count - 10'000) < 5 * 95);
  }
}
