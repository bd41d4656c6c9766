#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "models/operators/operator.h"

namespace tiersim::models {

using torch::jit::Module;

inline std::filesystem::path temporary_file() {
  return std::filesystem::temp_directory_path() / "torchscript.pt";
}

inline Module conv(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1,
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

inline Module batch_norm(std::int64_t channels) {
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

/// Returns a linear layer with random weights, written as torch.nn.Linear does. With `as_addmm`, it
/// is written with addmm, as tracers before PyTorch 1.8 did.
inline Module linear(std::int64_t in, std::int64_t out, bool as_addmm) {
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

/// Returns a module without weights that computes `body`, an expression of its input x.
inline Module function(const std::string& body) {
  Module module("Function");
  module.define("def forward(self, x: Tensor) -> Tensor:\n    return " + body + "\n");
  return module;
}

/// Returns a residual network for images [N, 3, 32, 32] and 10 classes. `seed` chooses its random
/// weights, its groups, and how its pooling and its last layer are written. `gate` and `head` are
/// expressions of x. `gate` is applied to the features [N, width, 16, 16], `head` to the logits.
inline Module residual_network(std::uint64_t seed, const std::string& gate = "torch.relu(x)",
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

inline std::filesystem::path saved(const Module& module) {
  module.save(temporary_file().string());
  return temporary_file();
}

inline at::Tensor images(std::int64_t count) { return at::randn({count, 3, 32, 32}); }

inline at::Tensor answer(Module module, const at::Tensor& x) {
  const at::NoGradGuard no_gradients;
  module.eval();
  return module.forward({x}).toTensor();
}

/// Returns the largest difference of two elements at the same index, divided by the largest value
/// in `expected` (both as absolute values). Fails the test if the shapes differ.
inline double distance(const at::Tensor& expected, const at::Tensor& actual) {
  REQUIRE(expected.sizes() == actual.sizes());
  return ((expected - actual).abs().max() / expected.abs().max()).item<double>();
}

inline PrepareContext calibrated() {
  PrepareContext context;
  context.calibration = images(200);
  context.sample = images(1);
  return context;
}

}  // namespace tiersim::models
