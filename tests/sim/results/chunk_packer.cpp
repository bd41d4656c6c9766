#include "sim/results/chunk_packer.h"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "sim/base/random_streams.h"

using namespace tiersim;

namespace {

constexpr std::size_t kRows = ChunkPacker::kRows;

/// Reads a chunk as HDF5 does: inflates it (zlib compares the checksum) and undoes the shuffle.
Integers read(const std::string& chunk, std::size_t width) {
  std::string planes(kRows * width, '\0');
  uLongf size = planes.size();
  REQUIRE(uncompress(reinterpret_cast<unsigned char*>(planes.data()), &size,
                     reinterpret_cast<const unsigned char*>(chunk.data()), chunk.size()) == Z_OK);
  REQUIRE(size == planes.size());
  Integers values(kRows);
  for (std::size_t place = 0; place < width; ++place)
    for (std::size_t i = 0; i < kRows; ++i)
      values[i] |= static_cast<std::int64_t>(
          std::uint64_t{static_cast<unsigned char>(planes[place * kRows + i])} << (8 * place));
  return values;
}

ChunkColumn column_of(const Integers& rows) {
  ChunkColumn column;
  std::copy(rows.begin(), rows.end(), column.append(rows.size()));
  return column;
}

}  // namespace

TEST_CASE("A chunk is read as it was, from constants over short runs to noise", "[chunk_packer]") {
  ChunkPacker packer;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    RandomStream random(seed);
    const std::size_t width = seed % 4 == 0 ? 7 : 8;
    // From constants over short runs to noise, of one byte and of seven, of either sign.
    const std::size_t longest = std::size_t{1} << random.index(16);
    const std::size_t most = std::size_t{1} << random.index(8 * width - 1);
    const std::int64_t sign = width == 8 && random.index(2) == 0 ? -1 : 1;
    Integers rows;
    while (rows.size() < kRows) {
      const std::int64_t value = sign * static_cast<std::int64_t>(random.index(most));
      rows.resize(std::min(kRows, rows.size() + 1 + random.index(longest)), value);
    }
    CHECK(read(packer.pack(column_of(rows), width), width) == rows);
  }
}

TEST_CASE(
    "A constant and a counter take less than a tenth of a byte a row, noise no more than it has",
    "[chunk_packer]") {
  ChunkPacker packer;
  ChunkColumn constant;
  constant.append_equal(-1, kRows);
  CHECK(packer.pack(constant, 8).size() < kRows / 10);
  CHECK(read(packer.pack(constant, 8), 8) == Integers(kRows, -1));
  Integers counter, noise;
  RandomStream random(1);
  for (std::size_t i = 0; i < kRows; ++i) {
    counter.push_back(static_cast<std::int64_t>(i % 100));
    noise.push_back(static_cast<std::int64_t>(random.index(1 << 24)));
  }
  CHECK(packer.pack(column_of(counter), 8).size() < kRows / 10);
  CHECK(packer.pack(column_of(noise), 8).size() < 3 * kRows + kRows / 10);
}
