#include "models/weights/safetensors.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/operators/lower.h"
#include "models/operators/static_quantization.h"
#include "models/training/checkpoint.h"
#include "sim/error.h"
#include "tests/models/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

const std::filesystem::path kPath =
    std::filesystem::temp_directory_path() / "tiersim-test.safetensors";

/// A file of the given header, length field included, and so many bytes of data.
void write_raw(const std::string& header, std::size_t data, std::uint64_t claimed = 0) {
  std::ofstream stream(kPath, std::ios::binary);
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
                  {"e", at::randint(-9, 9, {2, 2}, at::kChar)}};
  file.metadata = {{"about", "quotes \" and ü"}};
  write_safetensors(kPath, file);
  const TensorFile back = read_safetensors(kPath);
  CHECK(back.metadata == file.metadata);
  REQUIRE(back.tensors.size() == file.tensors.size());
  for (const auto& [name, tensor] : file.tensors) {
    CHECK(at::equal(back.tensors.at(name), tensor));
    CHECK(back.tensors.at(name).scalar_type() == tensor.scalar_type());
  }
}

TEST_CASE("A file written by hand from the format's description is read", "[safetensors]") {
  write_raw(R"({"x":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}})", 4);
  CHECK(at::equal(read_safetensors(kPath).tensors.at("x"), at::zeros({2, 2}, at::kByte)));
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
  };
  for (const Row& row : rows) {
    INFO(row.title);
    write_raw(row.header, row.data, row.claimed);
    CHECK_THROWS_AS(read_safetensors(kPath), UserError);
  }
  CHECK_THROWS_AS(read_safetensors("/nonexistent"), UserError);
  std::ofstream(kPath) << "abc";
  CHECK_THROWS_AS(read_safetensors(kPath), UserError);
}

TEST_CASE("Prepared stages come back as they were, and damaged ones are refused", "[graph_file]") {
  use_inference_settings(1);
  const Graph graph = quantize(lower(small_network(1)), random_images(20));
  TensorFile file;
  put_stages({graph}, file);
  write_safetensors(kPath, file);
  const at::Tensor input = random_images(1);
  CHECK(at::equal(Executor(get_stages(read_safetensors(kPath)).at(0)).run(input),
                  Executor(graph).run(input)));

  std::ifstream stream(kPath, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    damaged[random() % 4000] = static_cast<char>(random());  // the header, where the structure is
    std::ofstream(kPath, std::ios::binary) << damaged;
    try {
      get_stages(read_safetensors(kPath));
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

TEST_CASE("A checkpoint of another model is refused by the name of the tensor", "[checkpoint]") {
  save_checkpoint(small_network(1), kPath);
  Graph other = small_transformer(1);
  CHECK_THROWS_WITH(load_checkpoint(other, kPath),
                    Catch::Contains("tensor \"") && Catch::Contains("another subject?"));
  Graph same = small_network(4);
  CHECK_NOTHROW(load_checkpoint(same, kPath));
  CHECK(at::allclose(same.nodes[1].tensors.at("weight"),  // matrices are kept in float16
                     small_network(1).nodes[1].tensors.at("weight"), 1e-3, 1e-7));
  CHECK(at::equal(same.nodes[2].tensors.at("running_var"),
                  small_network(1).nodes[2].tensors.at("running_var")));
}
