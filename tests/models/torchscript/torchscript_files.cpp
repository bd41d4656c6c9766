#include <catch2/catch.hpp>
#include <fstream>
#include <random>

#include "models/import/torchscript_import.h"
#include "models/ir/interpreter.h"
#include "sim/base/error.h"
#include "tests/models/torchscript/torchscript_models.h"

using namespace tiersim::models;
using tiersim::UserError;

TEST_CASE("Files that are not TorchScript are refused in one line", "[torchscript]") {
  const auto refused = [](const std::string& bytes) {
    std::ofstream(temporary_file(), std::ios::binary) << bytes;
    try {
      import_torchscript(temporary_file(), images(1));
    } catch (const UserError& error) {
      const std::string line = error.what();
      INFO(line);
      CHECK(line.find(temporary_file().string() + ": not a usable TorchScript file: ") == 0);
      CHECK(line.find('\n') == std::string::npos);
      CHECK(line.back() == ')');
      return true;
    }
    return false;
  };
  saved(residual_network(1));
  std::ifstream stream(temporary_file(), std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  std::mt19937_64 random(1);
  for (int i = 0; i < 50; ++i) CHECK(refused(whole.substr(0, random() % whole.size())));
  for (int i = 0; i < 20; ++i) {
    std::string noise(1000, '\0');
    for (char& byte : noise) byte = static_cast<char>(random());
    CHECK(refused(noise));
    CHECK(refused("PK\x03\x04" + noise));
  }
  // A changed byte is found by a checksum, or lies between the records, where nothing is read.
  std::ofstream(temporary_file(), std::ios::binary) << whole;
  const at::Tensor x = images(1);
  const at::Tensor expected = interpret(import_torchscript(temporary_file(), x), x);
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    if (refused(damaged))
      ++found;
    else
      CHECK(at::equal(interpret(import_torchscript(temporary_file(), x), x), expected));
  }
  CHECK(found > 100);
  CHECK_THROWS_AS(import_torchscript("/nonexistent.pt", images(1)), UserError);
}

TEST_CASE("A forward that does not map one tensor to logits is refused", "[torchscript]") {
  const auto complaint = [](const std::string& forward) -> std::string {
    Module module("Other");
    module.define(forward);
    try {
      import_torchscript(saved(module), images(1));
    } catch (const UserError& error) {
      return error.what();
    }
    return "none";
  };
  using Catch::Contains;
  CHECK_THAT(complaint("def forward(self, x: Tensor, y: Tensor) -> Tensor:\n    return x + y\n"),
             Contains("forward takes 2 arguments, not one tensor"));
  CHECK_THAT(complaint("def forward(self, x: int) -> int:\n    return x\n"),
             Contains("forward takes 1 arguments, not one tensor"));
  CHECK_THAT(complaint("def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:\n    return x, x\n"),
             Contains("no single tensor"));
  CHECK_THAT(complaint("def forward(self, x: Tensor) -> Tensor:\n    return x\n"),
             Contains("does not give float32 [N, classes]"));
  CHECK_THAT(complaint("def encode(self, x: Tensor) -> Tensor:\n    return x\n"),
             Contains("has no forward"));
  CHECK_THAT(complaint("def forward(self, x: Tensor) -> Tensor:\n    return torch.mm(x, x)\n"),
             Contains("forward fails on a tensor 1 x 3 x 32 x 32"));
  // An image 3 x 32 x 32 has 3072 numbers, so two images do not fit [1, 3072].
  CHECK_THAT(complaint("def forward(self, x: Tensor) -> Tensor:\n"
                       "    return torch.sin(torch.reshape(x, [1, 3072]))\n"),
             Contains("more than one input at a time"));
}
