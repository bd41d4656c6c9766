#include <torch/csrc/jit/ir/irparser.h>

#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "models/import/torchscript_import.h"
#include "models/ir/interpreter.h"
#include "models/ir/module_node.h"
#include "models/torchscript/recorded_graph.h"
#include "tests/models/torchscript/torchscript_kinds.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// A network as torch.jit.script writes it: with checks that raise, a loop that makes a list, and
/// conditions on shapes and on constants.
Module scripted_network(const std::string& gate) {
  at::manual_seed(1);
  Module module("Scripted");
  module.register_attribute("momentum", c10::FloatType::get(), 0.1);
  module.register_module("stem", conv(3, 8, 3));
  module.register_module("norm", batch_norm(8));
  module.register_module("gate", function(gate));
  module.register_module("fc", linear(8, 10, false));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    assert x.dim() == 4, "expected four dimensions"
    x = self.stem.forward(x)
    assert x.size(1) == 8 and self.momentum < 1.0, "expected eight channels"
    x = self.gate.forward(self.norm.forward(x))
    sizes = [1, 1]
    whole : List[int] = []
    for size in sizes:
        if size > 0:
            whole.append(size)
        else:
            whole.append(x.size(2))
    x = torch.adaptive_avg_pool2d(x, whole)
    return self.fc.forward(torch.flatten(x, 1))
)");
  return module;
}

}  // namespace

TEST_CASE("Conditions and loops that only shapes and constants decide are resolved",
          "[torchscript]") {
  for (const char* gate : {"torch.relu(x)", "torch.relu(x) if x.dim() == 4 else torch.tanh(x)",
                           "torch.tanh(x) if x.size(2) > 100 else torch.relu(x)"}) {
    INFO(gate);
    const Module module = scripted_network(gate);
    const Graph graph = import_torchscript(saved(module), images(1));
    REQUIRE_FALSE(find_module(graph));
    const at::Tensor x = images(3);
    CHECK(distance(answer(module, x), interpret(graph, x)) < 1e-5);
    // input, stem, norm, gate, average, linear
    CHECK(graph.nodes.size() == 6);
    std::set<std::string> names;
    for (const Node& node : graph.nodes) names.insert(node.name);
    for (const char* name : {"stem", "norm", "fc"}) {
      INFO(name);
      CHECK(names.count(name) == 1);
    }
  }
}

TEST_CASE("A list of tensors in a model with conditions is no decision on values",
          "[torchscript]") {
  for (const char* gate :
       {"torch.cat([x[:, 3:], x[:, :3]], 1)", "torch.cat(torch.chunk(x, 2, 1), 1)"}) {
    INFO(gate);
    const Module module = scripted_network(gate);
    const Graph graph = import_torchscript(saved(module), images(1));
    if (const Node* whole = find_module(graph)) FAIL(whole->module.obstacle);
    const at::Tensor x = images(3);
    CHECK(distance(answer(module, x), interpret(graph, x)) < 1e-5);
  }
}

TEST_CASE("A model stays in one piece if values of its input decide, or the number of inputs",
          "[torchscript]") {
  struct Row {
    const char *gate, *obstacle;
  };
  for (const Row& row :
       {Row{"torch.relu(x) if bool(torch.max(x) > 0.0) else torch.tanh(x)",
            "values of the input decide; if one branch is enough, trace it instead, with "
            "torch.jit.trace"},
        Row{"torch.relu(x) if torch.nonzero(x).size(0) > 0 else torch.tanh(x)",
            "values of the input decide"},
        Row{"torch.relu(x) if x.size(0) == 1 else torch.tanh(x)",
            "another meaning for two inputs"}}) {
    INFO(row.gate);
    const Module module = scripted_network(row.gate);
    // Some value of the input is above 0, so that the first gate is a relu.
    const Graph graph = [&] {
      try {
        return import_torchscript(saved(module), images(1));
      } catch (const std::exception& error) {
        // A module whose answer depends on the number of inputs is no model for batches.
        CHECK_THAT(error.what(), Catch::Contains("other numbers for two inputs"));
        return Graph{};
      }
    }();
    if (graph.nodes.empty()) continue;
    REQUIRE(find_module(graph));
    CHECK_THAT(find_module(graph)->module.obstacle, Catch::Contains(row.obstacle));
    const at::Tensor x = images(3);
    CHECK(distance(answer(module, x), interpret(graph, x)) < 1e-5);
  }
}

TEST_CASE("A model stays in one piece if it makes a number of the values of its input",
          "[torchscript]") {
  struct Row {
    const char* middle;
    std::int64_t channels;
  };
  for (const Row& row :
       {Row{"x * (1.0 / float(torch.max(torch.abs(x))))", 16},
        Row{"torch.unsqueeze(x[:, int(torch.argmax(torch.mean(x, [0, 2, 3])))], 1)", 1},
        Row{"x * (1.0 + 0.0 * float(torch.where(x > 0.5)[0].size(0)))", 16}}) {
    INFO(row.middle);
    const Module module = network_around(function(row.middle), row.channels);
    const Graph graph = import_torchscript(saved(module), images(1));
    CHECK(find_module(graph));
    const at::Tensor x = 3 * images(2);
    CHECK(distance(answer(module, x), interpret(graph, x)) < 1e-5);
  }
}

TEST_CASE("A traced size is no number of the values of the input", "[torchscript]") {
  const auto reads = [](const std::string& lines) {
    const auto graph = std::make_shared<torch::jit::Graph>();
    torch::jit::parseIR("graph(%self, %x : Tensor):\n  %zero : int = prim::Constant[value=0]()\n" +
                            lines + "  return (%number)\n",
                        graph.get());
    return first_reader_of_values(*graph) != nullptr;
  };
  CHECK_FALSE(reads(R"(
  %n : int = aten::size(%x, %zero)
  %size : Tensor = prim::NumToTensor(%n)
  %square : Tensor = aten::mul(%size, %size)
  %number : int = aten::Int(%square)
)"));
  CHECK(reads(R"(
  %largest : Tensor = aten::max(%x)
  %number : int = aten::Int(%largest)
)"));
}

TEST_CASE("A model whose logits do not depend on its input stays in one piece", "[torchscript]") {
  const at::NoGradGuard no_gradients;
  for (const bool has_bias : {false, true}) {
    Module module = network_around(function("torch.relu(x)"));
    const Module last = module.attr("fc").toModule();
    last.attr("weight").toTensor().zero_();
    if (!has_bias) last.attr("bias").toTensor().zero_();
    const Graph graph = import_torchscript(saved(module), images(1));
    REQUIRE(find_module(graph));
    CHECK_THAT(find_module(graph)->module.obstacle, Catch::Contains("cannot be checked"));
  }
}

TEST_CASE("A TorchScript file with weights that are not finite is refused by the weight",
          "[torchscript]") {
  Module module = scripted_network("torch.relu(x)");
  const at::NoGradGuard no_gradients;
  at::Tensor weight = module.attr("fc").toModule().attr("weight").toTensor();
  weight[2][3] = std::nan("");
  CHECK_THROWS_WITH(import_torchscript(saved(module), images(1)),
                    Catch::Contains("tensor \"self.fc.weight\" has NaN in 1 of its 80 values"));
  weight[2][3] = 0;
  module.attr("norm").toModule().attr("running_var").toTensor()[1] = -1;
  CHECK_THROWS_WITH(
      import_torchscript(saved(module), images(1)),
      Catch::Contains("tensor \"self.norm.running_var\" has a negative variance in 1 of its 8"));
}
