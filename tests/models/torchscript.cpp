#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/operators/lower.h"
#include "models/operators/operator.h"
#include "models/subjects/class_head.h"
#include "models/torchscript/import.h"
#include "models/torchscript/module_node.h"
#include "sim/error.h"

using namespace tiersim::models;
using tiersim::UserError;
using torch::jit::Module;

namespace {

std::filesystem::path temporary_file() {
  return std::filesystem::temp_directory_path() / "torchscript.pt";
}

Module conv(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1,
            std::int64_t groups = 1) {
  Module module("Conv");
  const auto fan_in = static_cast<double>(in / groups * kernel * kernel);
  module.register_parameter(
      "weight", at::randn({out, in / groups, kernel, kernel}) / std::sqrt(fan_in / 2), false);
  module.register_parameter("bias", at::randn({out}) * 0.1, false);
  for (const auto& [name, value] :
       {std::pair{"stride", stride}, {"padding", kernel / 2}, {"groups", groups}})
    module.register_attribute(name, c10::IntType::get(), value);
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    return torch.conv2d(x, self.weight, self.bias, [self.stride, self.stride],
                        [self.padding, self.padding], [1, 1], self.groups)
)");
  return module;
}

Module batch_norm(std::int64_t channels) {
  Module module("BatchNorm");
  module.register_parameter("weight", at::rand({channels}) + 0.5, false);
  module.register_parameter("bias", at::randn({channels}) * 0.1, false);
  module.register_buffer("running_mean", at::randn({channels}) * 0.1);
  module.register_buffer("running_var", at::rand({channels}) + 0.5);
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    return torch.batch_norm(x, self.weight, self.bias, self.running_mean, self.running_var,
                            False, 0.1, 1e-3, True)
)");
  return module;
}

/// As torch.nn.Linear, or as tracers before PyTorch 1.8 wrote it down.
Module linear(std::int64_t in, std::int64_t out, bool as_addmm) {
  Module module("Linear");
  module.register_parameter("weight", at::randn({out, in}) / std::sqrt(in), false);
  module.register_parameter("bias", at::randn({out}) * 0.1, false);
  module.define(as_addmm ? R"(
def forward(self, x: Tensor) -> Tensor:
    return torch.addmm(self.bias, x, torch.t(self.weight))
)"
                         : R"(
def forward(self, x: Tensor) -> Tensor:
    return torch.linear(x, self.weight, self.bias)
)");
  return module;
}

/// A module without weights; `body` computes from x.
Module function(const std::string& body) {
  Module module("Function");
  module.define("def forward(self, x: Tensor) -> Tensor:\n    return " + body + "\n");
  return module;
}

/// A residual network for [N, 3, 32, 32] and 10 classes, its pooling and its last layer spelled as
/// the seed has it. `gate` is applied to the features, an image [N, width, 16, 16].
Module residual_network(std::uint64_t seed, const std::string& gate = "torch.relu(x)",
                        const std::string& head = "x", std::int64_t width = 16) {
  at::manual_seed(seed);
  Module module("Residual");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_module("stem", conv(3, width, 3));
  module.register_module("norm", batch_norm(width));
  Module block("Block");
  block.register_module("conv", conv(width, width, 3, 1, seed % 2 == 0 ? 1 : 4));
  block.register_module("norm", batch_norm(width));
  block.define(R"(
def forward(self, x: Tensor) -> Tensor:
    y = torch.relu(self.norm.forward(self.conv.forward(x)))
    return torch.relu_(torch.add(y, x))
)");
  module.register_module("block", block);
  module.register_module("gate", function(gate));
  module.register_module("head", function(head));
  module.register_module("fc", linear(width, 10, seed % 3 == 1));
  const char* pools[] = {"torch.flatten(torch.adaptive_avg_pool2d(x, [1, 1]), 1)",
                         "torch.adaptive_avg_pool2d(x, [1, 1]).view([x.size(0), -1])",
                         "torch.mean(x, [2, 3])"};
  module.define(std::string(R"(
def forward(self, x: Tensor) -> Tensor:
    x = torch.hardtanh_(self.norm.forward(self.stem.forward(x)), 0.0, 6.0)
    x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)
    x = self.gate.forward(self.block.forward(x))
    x = )") + pools[seed % 3] +
                R"(
    x = torch.dropout(x, 0.2, self.training)
    return self.head.forward(self.fc.forward(x))
)");
  return module;
}

std::filesystem::path saved(const Module& module) {
  module.save(temporary_file().string());
  return temporary_file();
}

at::Tensor images(std::int64_t count) { return at::randn({count, 3, 32, 32}); }

at::Tensor answer(Module module, const at::Tensor& x) {
  const at::NoGradGuard no_gradients;
  module.eval();
  return module.forward({x}).toTensor();
}

/// The largest difference as a part of the largest value.
double distance(const at::Tensor& expected, const at::Tensor& actual) {
  REQUIRE(expected.sizes() == actual.sizes());
  return ((expected - actual).abs().max() / expected.abs().max()).item<double>();
}

PrepareContext calibrated() {
  PrepareContext context;
  context.calibration = images(200);
  context.sample = images(1);
  return context;
}

struct HeldBack {
  const char *title, *gate, *head, *operation;
};
const HeldBack kHeldBack[] = {
    {"sigmoid", "x * torch.sigmoid(x)", "x", "aten::sigmoid at layer \"gate\""},
    {"product", "x * x", "x", "aten::mul at layer \"gate\""},
    {"silu", "torch.silu(x)", "x", "aten::silu at layer \"gate\""},
    {"softmax", "torch.relu(x)", "torch.softmax(x, 1)", "aten::softmax at layer \"head\""},
    {"two branches", "torch.cat([x[:, :8], x[:, 8:]], 1)", "x", "aten::slice at layer \"gate\""},
};

}  // namespace

TEST_CASE("A TorchScript file becomes a graph that gives what the module gives", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Module module = residual_network(seed);
    const Graph graph = import_torchscript(saved(module), images(1));
    INFO("seed " << seed);
    REQUIRE_FALSE(find_module(graph));
    const at::Tensor x = images(3), expected = answer(module, x);
    // Batch norms are folded in double precision: what differs is the order of float32 sums.
    CHECK(distance(expected, interpret(graph, x)) < 1e-5);
    CHECK(distance(expected, Executor(lower(graph)).run(x)) < 1e-5);
    // conv, norm: stem, block (4 x); relu6, pool, relu, add, relu, gate, average, linear (8),
    // input.
    CHECK(graph.nodes.size() == 13);
  }
}

TEST_CASE("Nodes of an imported graph have the names of their modules", "[torchscript]") {
  const Graph graph = import_torchscript(saved(residual_network(0)), images(1));
  std::set<std::string> names;
  for (const Node& node : graph.nodes) names.insert(node.name);
  for (const char* name : {"stem", "norm", "block.conv", "block.norm", "gate", "fc"}) {
    INFO(name);
    CHECK(names.count(name) == 1);
  }
  // stem 3*16*9+16, norm 32; block (seed 0, one group) 16*16*9+16, norm 32; fc 160+10.
  CHECK(parameter_count(graph) == 448 + 32 + 2320 + 32 + 170);
}

TEST_CASE("An imported graph takes every step of the black-box operators", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Module module = residual_network(seed);
    const Graph graph = import_torchscript(saved(module), images(1));
    const PrepareContext context = calibrated();
    const at::Tensor x = images(4), expected = answer(module, x);
    const Variant int8 = apply_operators("sptq", graph, context);
    // About ten layers, each off by half of 1/255 of its range at most, mostly cancelling out.
    CHECK(distance(expected, Executor(int8.stages[0]).run(x)) < 0.1);
    const Variant split = apply_operators("sptq+partition(cut=gate)", graph, context);
    REQUIRE(split.stages.size() == 2);
    const at::Tensor sent = Executor(split.stages[0]).run(x);
    CHECK(at::equal(Executor(split.stages[1]).run(sent), Executor(int8.stages[0]).run(x)));
  }
}

TEST_CASE("A model that has no graph of ours runs in TorchScript, and says why", "[torchscript]") {
  use_inference_settings(1);
  for (const HeldBack& held : kHeldBack) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const Module module = residual_network(seed, held.gate, held.head);
      const Graph graph = import_torchscript(saved(module), images(1));
      INFO(held.title << ", seed " << seed);
      REQUIRE(find_module(graph));
      CHECK_THAT(find_module(graph)->module.obstacle, Catch::Contains(held.operation));
      CHECK(class_count(graph, images(1)) == 10);
      const at::Tensor x = images(3), expected = answer(module, x);
      CHECK(distance(expected, interpret(graph, x)) < 1e-5);
      CHECK(distance(expected, Executor(graph).run(x)) < 1e-5);
      CHECK(kernel_backend(*find_module(graph)) == "torchscript float32");
    }
  }
}

TEST_CASE("LibTorch's optimizations are left out where they change the answer", "[torchscript]") {
  // Its hardtanh forgets part of an image of 12 channels, which oneDNN keeps in a block of 16.
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    for (const std::int64_t width : {12, 16}) {
      INFO("seed " << seed << ", width " << width);
      const Module module = residual_network(seed, "torch.silu(x)", "x", width);
      const Graph graph = import_torchscript(saved(module), images(1));
      REQUIRE(find_module(graph));
      CHECK(find_module(graph)->module.optimized == (width == 16));
      const at::Tensor x = images(3);
      CHECK(distance(answer(module, x), Executor(graph).run(x)) < 1e-5);
    }
  }
}

TEST_CASE("The size of a model in TorchScript is that of its weights", "[torchscript]") {
  // As above, but batch norms are folded: 448 + 2320 + 170 numbers of four bytes.
  const Graph graph = import_torchscript(saved(residual_network(0, "torch.silu(x)")), images(1));
  CHECK(parameter_count(graph) == 2938);
  CHECK(parameter_bytes(graph) == 4 * 2938);
  use_inference_settings(1);
  // int8: 432 + 2304 + 160 weights of one byte, 42 biases of four, 42 scales of eight.
  const Graph int8 = apply_operators("sptq", graph, calibrated()).stages[0];
  CHECK(parameter_count(int8) == 2938);
  CHECK(parameter_bytes(int8) == 2896 + 42 * (4 + 8));
}

TEST_CASE("TorchScript's own passes quantize what has no graph of ours", "[torchscript]") {
  use_inference_settings(1);
  for (const HeldBack& held : kHeldBack) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const Module module = residual_network(seed, held.gate, held.head);
      const Graph graph = import_torchscript(saved(module), images(1));
      const Variant int8 = apply_operators("sptq", graph, calibrated());
      const Node& node = *find_module(int8.stages[0]);
      const std::vector<std::string> operations = module_operations(node);
      const auto count = [&](const char* operation) {
        return std::count(operations.begin(), operations.end(), operation);
      };
      INFO(held.title << ", seed " << seed << ": "
                      << Catch::StringMaker<std::vector<std::string>>::convert(operations));
      CHECK(count("quantized::conv2d") == 1);       // the stem; its hardtanh runs on quint8
      CHECK(count("quantized::conv2d_relu") == 1);  // the block
      CHECK(count("quantized::linear") == 1);
      CHECK(count("aten::conv2d") + count("aten::linear") == 0);
      CHECK(kernel_backend(node) == "torchscript int8 (onednn)");
      const at::Tensor x = images(4);
      CHECK(distance(answer(module, x), Executor(int8.stages[0]).run(x)) < 0.1);
    }
  }
}

TEST_CASE("A model in TorchScript is kept in our files as it is", "[torchscript]") {
  use_inference_settings(1);
  const Graph graph = import_torchscript(saved(residual_network(1, "torch.silu(x)")), images(1));
  for (const char* composition : {"identity", "sptq"}) {
    const Variant variant = apply_operators(composition, graph, calibrated());
    TensorFile file;
    put_stages(variant.stages, file);
    write_safetensors(temporary_file(), file);
    const Graph read = get_stages(read_safetensors(temporary_file())).at(0);
    const at::Tensor x = images(2);
    CHECK(at::equal(Executor(variant.stages[0]).run(x), Executor(read).run(x)));
    CHECK(graph_key(variant.stages[0]) == graph_key(read));
    CHECK(parameter_count(read) == parameter_count(graph));
  }
}

TEST_CASE("What would rewrite the inside of a model in TorchScript is refused", "[torchscript]") {
  use_inference_settings(1);
  const Graph graph = import_torchscript(saved(residual_network(1, "torch.silu(x)")), images(1));
  const PrepareContext context = calibrated();
  for (const char* composition : {"partition", "sptq+partition", "pruned", "pruned_channels",
                                  "distilled", "early_exit", "qat"}) {
    INFO(composition);
    CHECK_THROWS_WITH(apply_operators(composition, graph, context),
                      Catch::Contains("aten::silu at layer \"gate\" keeps the model in one piece"));
  }
  CHECK_THROWS_AS(apply_operators("sptq(observer=mse)", graph, context), OperatorError);
}

TEST_CASE("Files that are no TorchScript are refused in one line", "[torchscript]") {
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
  // A changed byte is found by a checksum, or stands between the records, where nothing reads it.
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
  // [N, 3, 32, 32] has 3072 numbers an image: for two, [1, 3072] does not do.
  CHECK_THAT(complaint("def forward(self, x: Tensor) -> Tensor:\n"
                       "    return torch.sigmoid(torch.reshape(x, [1, 3072]))\n"),
             Contains("more than one input at a time"));
}
