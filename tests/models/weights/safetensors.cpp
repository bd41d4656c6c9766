#include "models/weights/safetensors.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/lower.h"
#include "models/operators/static_quantization.h"
#include "models/training/checkpoint.h"
#include "sim/base/error.h"
#include "tests/models/ir/graphs.h"
#include "tests/models/weights/pth_files.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

const std::filesystem::path kSafetensors =
    std::filesystem::temp_directory_path() / "tiersim-test.safetensors";

/// Writes a file with the given header, its length before it, and `data` bytes of data.
void write_raw(const std::string& header, std::size_t data, std::uint64_t claimed = 0) {
  std::ofstream stream(kSafetensors, std::ios::binary);
  const std::uint64_t size = claimed ? claimed : header.size();
  stream.write(reinterpret_cast<const char*>(&size), 8);
  stream << header << std::string(data, '\0');
}

}  // namespace

TEST_CASE("Tensors and metadata come back as they were written", "[safetensors]") {
  at::manual_seed(1);
  TensorFile file;
  file.tensors = {{"a", at::randn({2, 3})},
                  {"b", at::randint(0, 255, {7}, at::kByte)},
                  {"c", at::randint(-9, 9, {1}, at::kLong)},
                  {"d", at::empty({0, 4})},
                  {"e", at::randint(-9, 9, {2, 2}, at::kChar)},
                  {"f", at::randn({3, 5}).to(at::kHalf)},
                  {"g", at::randn({2, 1, 2}).to(at::kBFloat16)},
                  {"h", at::randn({4}, at::kDouble)},
                  {"i", at::randint(-9, 9, {}, at::kInt)},
                  {"j", at::randint(-9, 9, {3}, at::kShort)},
                  {"k", at::randint(0, 2, {5}, at::kBool)}};
  file.metadata = {{"about", "quotes \" and ü"}};
  write_safetensors(kSafetensors, file);
  const TensorFile back = read_safetensors(kSafetensors);
  CHECK(back.metadata == file.metadata);
  REQUIRE(back.tensors.size() == file.tensors.size());
  for (const auto& [name, tensor] : file.tensors) {
    CHECK(at::equal(back.tensors.at(name), tensor));
    CHECK(back.tensors.at(name).scalar_type() == tensor.scalar_type());
  }
}

TEST_CASE("A file written by hand from the format's description is read", "[safetensors]") {
  write_raw(R"({"x":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}})", 4);
  CHECK(at::equal(read_safetensors(kSafetensors).tensors.at("x"), at::zeros({2, 2}, at::kByte)));
  // 1.0 is 0x3C00 in float16 and 0x3F80 in bfloat16, little endian (IEEE 754; bfloat16 is the
  // upper half of a float32).
  write_raw(
      R"({"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]}})",
      0);
  std::ofstream(kSafetensors, std::ios::binary | std::ios::app)
      << std::string("\x00\x3c\x80\x3f", 4);
  CHECK(read_safetensors(kSafetensors).tensors.at("h").item<double>() == 1.0);
  CHECK(read_safetensors(kSafetensors).tensors.at("b").item<double>() == 1.0);
}

TEST_CASE("Hostile files give one clear error", "[safetensors]") {
  const auto entry = [](const char* text) { return std::string("{\"x\":") + text + "}"; };
  struct Row {
    std::string title, header;
    std::size_t data;
    std::uint64_t claimed;
  };
  const Row rows[] = {
      {"header past the end", "{}", 0, 1000},
      {"huge header", "{}", 0, 1ULL << 62},
      {"not JSON", "nonsense", 0, 0},
      {"a list", "[1]", 0, 0},
      {"offset past the end", entry(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})"), 4, 0},
      {"offsets reversed", entry(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), 8, 0},
      {"negative offset", entry(R"({"dtype":"F32","shape":[2],"data_offsets":[-8,0]})"), 8, 0},
      {"shape larger than data",
       entry(R"({"dtype":"F32","shape":[1000000000,1000000000],"data_offsets":[0,8]})"), 8, 0},
      {"shape that overflows",
       entry(R"({"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]})"), 8, 0},
      {"negative shape", entry(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), 8, 0},
      {"unknown type", entry(R"({"dtype":"F99","shape":[2],"data_offsets":[0,8]})"), 8, 0},
      {"no type", entry(R"({"shape":[2],"data_offsets":[0,8]})"), 8, 0},
      {"overlap",
       R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
       8, 0},
      {"gap before", entry(R"({"dtype":"U8","shape":[4],"data_offsets":[4,8]})"), 8, 0},
      {"gap after", entry(R"({"dtype":"U8","shape":[4],"data_offsets":[0,4]})"), 8, 0},
      {"gap between",
       R"({"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
       8, 0},
      {"a name twice",
       R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"x":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
       8, 0},
      {"a field twice", entry(R"({"dtype":"F32","dtype":"U8","shape":[8],"data_offsets":[0,8]})"),
       8, 0},
      {"a shape that overflows behind a zero",
       entry(R"({"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]})"), 0, 0},
      {"a size that is a float", entry(R"({"dtype":"U8","shape":[8.0],"data_offsets":[0,8]})"), 8,
       0},
      {"a size out of all range", entry(R"({"dtype":"U8","shape":[1e300],"data_offsets":[0,8]})"),
       8, 0},
      {"a size that is true", entry(R"({"dtype":"U8","shape":[true],"data_offsets":[0,1]})"), 1, 0},
      {"a size over int64",
       entry(R"({"dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,8]})"), 8, 0},
      {"three offsets", entry(R"({"dtype":"U8","shape":[8],"data_offsets":[0,8,8]})"), 8, 0},
      {"a shape that is a string", entry(R"({"dtype":"U8","shape":"8","data_offsets":[0,8]})"), 8,
       0},
      {"a tensor that is a list", entry("[]"), 0, 0},
      {"metadata that is a number", R"({"__metadata__":{"n":1}})", 0, 0},
      {"metadata that is a list", R"({"__metadata__":["n"]})", 0, 0},
      {"metadata that is nested", R"({"__metadata__":{"n":{}}})", 0, 0},
      {"names that are not UTF-8", "{\"\xff\":{}}", 0, 0},
      {"deep lists", std::string(20'000'000, '['), 0, 0},
      {"deep objects", repeat(R"({"a":)", 1'000'000), 0, 0},
      {"more values than a model has", entry(("[1" + repeat(",1", 2'000'000) + "]").c_str()), 0, 0},
  };
  for (const Row& row : rows) {
    INFO(row.title);
    write_raw(row.header, row.data, row.claimed);
    CHECK_THROWS_AS(read_safetensors(kSafetensors), UserError);
  }
  CHECK_THROWS_AS(read_safetensors("/nonexistent"), UserError);
  CHECK_THROWS_AS(read_safetensors(kSafetensors.parent_path()), UserError);
  CHECK_THROWS_AS(read_safetensors("/dev/zero"), UserError);
  write_raw(entry(R"({"dtype":"BOOL","shape":[1],"data_offsets":[0,1]})"), 0);
  std::ofstream(kSafetensors, std::ios::binary | std::ios::app) << '\2';
  CHECK_THROWS_WITH(read_safetensors(kSafetensors), Catch::Contains("neither 0 nor 1"));
  std::ofstream(kSafetensors)
      << "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
  CHECK_THROWS_WITH(read_safetensors(kSafetensors), Catch::Contains("git lfs pull"));
  std::ofstream(kSafetensors) << "abc";
  CHECK_THROWS_AS(read_safetensors(kSafetensors), UserError);
}

TEST_CASE("Prepared stages come back as they were, and damaged ones are refused", "[graph_file]") {
  use_inference_settings(1);
  const Graph graph = quantize(lower(small_network(1)), random_images(20));
  TensorFile file;
  put_stages({graph}, file);
  write_safetensors(kSafetensors, file);
  const at::Tensor input = random_images(1);
  CHECK(at::equal(Executor(get_stages(read_safetensors(kSafetensors)).at(0)).run(input),
                  Executor(graph).run(input)));

  std::ifstream stream(kSafetensors, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    // In the header, which has the structure.
    damaged[random() % 4000] = static_cast<char>(random());
    std::ofstream(kSafetensors, std::ios::binary) << damaged;
    try {
      get_stages(read_safetensors(kSafetensors));
    } catch (const UserError&) {
      ++refused;
    } catch (const std::invalid_argument&) {
      ++refused;
    } catch (const nlohmann::json::exception&) {
      ++refused;
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("A checkpoint of another model is refused with the name of a tensor", "[checkpoint]") {
  save_checkpoint(small_network(1), kSafetensors);
  Graph other = small_transformer(1);
  CHECK_THROWS_WITH(load_checkpoint(other, kSafetensors),
                    Catch::Contains("tensor \"") && Catch::Contains("another model?"));
  Graph same = small_network(4);
  CHECK_NOTHROW(load_checkpoint(same, kSafetensors));
  CHECK(at::allclose(same.nodes[1].tensors.at("weight"),  // matrices are kept in float16
                     small_network(1).nodes[1].tensors.at("weight"), 1e-3, 1e-7));
  CHECK(at::equal(same.nodes[2].tensors.at("running_var"),
                  small_network(1).nodes[2].tensors.at("running_var")));
}

TEST_CASE("A message with text from a hostile file is one short plain line", "[safetensors]") {
  write_raw(R"({"x":{"dtype":"\u001b[31m\nred)" + std::string(100'000, 'x') +
                R"(","shape":[],"data_offsets":[0,0]}})",
            0);
  try {
    read_safetensors(kSafetensors);
    FAIL("it was read");
  } catch (const UserError& error) {
    const std::string line = error.what();
    CHECK(line.size() < 500);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  }
}
