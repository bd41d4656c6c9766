#include "sim/results/chunk_column.h"

#include <catch2/catch.hpp>

#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

Integers values_of(const ChunkColumn& column) {
  Integers values;
  for (std::size_t row = 0; row < column.rows(); ++row) values.push_back(column[row]);
  return values;
}

}  // namespace

TEST_CASE("A column holds what was added, equal values and others in any order, over many seeds",
          "[chunk_column]") {
  ChunkColumn column;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RandomStream random(seed);
    column.clear();
    Integers expected;
    for (std::size_t i = 0; i < 1 + random.index(8); ++i) {
      const std::size_t count = random.index(5);
      if (random.index(3) == 0) {
        std::int64_t* const to = column.append(count);
        for (std::size_t k = 0; k < count; ++k)
          expected.push_back(to[k] = static_cast<std::int64_t>(random.index(9)));
      } else {
        const auto value = static_cast<std::int64_t>(random.index(2)) - 1;
        column.append_equal(value, count);
        expected.insert(expected.end(), count, value);
      }
      REQUIRE(values_of(column) == expected);
    }
  }
}

TEST_CASE("Equal values are kept as one until a different value comes", "[chunk_column]") {
  ChunkColumn column;
  column.append_equal(7, 3);
  column.append_equal(7, 2);
  CHECK(column.constant());
  column.append_equal(8, 1);
  CHECK_FALSE(column.constant());
  CHECK(values_of(column) == Integers{7, 7, 7, 7, 7, 8});
  column.clear();
  column.append_equal(8, 1);
  CHECK(column.constant());
}

TEST_CASE("A sum has, row by row, the sums of its terms' last rows", "[chunk_column]") {
  ChunkColumn equal, other, sum;
  equal.append_equal(10, 4);
  other.append_equal(0, 2);
  *other.append(1) = 1;
  *other.append(1) = 2;
  sum.append_sum({&equal, &other}, 2);
  CHECK(values_of(sum) == Integers{11, 12});
  sum.append_sum({}, 1);
  CHECK(values_of(sum) == Integers{11, 12, 0});

  ChunkColumn equal_sum;
  equal_sum.append_sum({&equal, &equal}, 4);
  CHECK(equal_sum.constant());
  CHECK(values_of(equal_sum) == Integers{20, 20, 20, 20});
}
