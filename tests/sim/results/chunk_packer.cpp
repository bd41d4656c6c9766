#include "sim/results/chunk_packer.h"

#include <zlib.h>

#include <catch2/catch.hpp>

#include "sim/base/random_streams.h"
#include "sim/results/run_encoder.h"

using namespace tiersim;

namespace {

constexpr std::size_t kRows = ChunkPacker::kRows;

/// What zlib, which checks the sum, and HDF5's way to shuffle make of a chunk.
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

}  // namespace

TEST_CASE("zlib reads runs of every length and byte", "[chunk_packer]") {
  for (std::size_t length = 1; length < 700; ++length) {
    const auto byte = static_cast<unsigned char>(length);
    std::string stream("\x78\x01");
    RunEncoder runs(stream);
    runs.add(byte, length);
    runs.add(static_cast<unsigned char>(byte + 1), 1);
    runs.end();
    stream.append("\x03\x00", 2);
    for (int shift = 24; shift >= 0; shift -= 8)
      stream.push_back(static_cast<char>(runs.checksum() >> shift & 0xff));
    std::string back(length + 1, '\0');
    uLongf size = back.size();
    REQUIRE(uncompress(reinterpret_cast<unsigned char*>(back.data()), &size,
                       reinterpret_cast<const unsigned char*>(stream.data()),
                       stream.size()) == Z_OK);
    std::string expected(length, static_cast<char>(byte));
    CHECK(back == (expected += static_cast<char>(byte + 1)));
  }
}

TEST_CASE("Chunks come back, whatever they hold", "[chunk_packer]") {
  ChunkPacker packer;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    RandomStream random(seed);
    const std::size_t width = seed % 4 == 0 ? 7 : 8;
    // From constants over short runs to noise, of one byte and of seven, of either sign.
    const std::size_t longest = std::size_t{1} << random.index(16);
    const std::size_t most = std::size_t{1} << random.index(8 * width - 1);
    const std::int64_t sign = width == 8 && random.index(2) == 0 ? -1 : 1;
    Integers values, ends, rows;
    while (rows.size() < kRows) {
      values.push_back(sign * static_cast<std::int64_t>(random.index(most)));
      rows.resize(std::min(kRows, rows.size() + 1 + random.index(longest)), values.back());
      ends.push_back(static_cast<std::int64_t>(rows.size()));
    }
    CHECK(read(packer.pack(rows, width), width) == rows);
    CHECK(read(packer.pack_runs(values, ends, width), width) == rows);
  }
}

TEST_CASE("A constant takes and a counter take a tenth of a byte a row, noise what it has",
          "[chunk_packer]") {
  ChunkPacker packer;
  CHECK(packer.pack_runs({-1}, {kRows}, 8).size() < kRows / 10);
  Integers counter, noise;
  RandomStream random(1);
  for (std::size_t i = 0; i < kRows; ++i) {
    counter.push_back(static_cast<std::int64_t>(i % 100));
    noise.push_back(static_cast<std::int64_t>(random.index(1 << 24)));
  }
  CHECK(packer.pack(counter, 8).size() < kRows / 10);
  CHECK(packer.pack(noise, 8).size() < 3 * kRows + kRows / 10);
}
