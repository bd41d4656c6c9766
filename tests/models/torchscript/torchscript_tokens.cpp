#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "models/import/torchscript_import.h"
#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/ir/module_node.h"
#include "models/operators/cuts.h"
#include "models/operators/early_exit.h"
#include "models/operators/operator.h"
#include "models/operators/partition.h"
#include "tests/models/torchscript/torchscript_models.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

constexpr std::int64_t kWidth = 32;

Module norm_of_tokens() {
  Module module("LayerNorm");
  module.register_parameter("weight", at::rand({kWidth}) + 0.5, false);
  module.register_parameter("bias", at::randn({kWidth}) * 0.1, false);
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    return torch.layer_norm(x, [32], self.weight, self.bias, 1e-6)
)");
  return module;
}

/// torch.nn.MultiheadAttention of four heads: as one operation, as eval mode runs it without
/// gradients, or spelled out, as it is traced with gradients. Then `query` is the scaled query.
Module attention(bool spelled_out, const std::string& query) {
  Module module("Attention");
  module.register_parameter("in_proj_weight", at::randn({3 * kWidth, kWidth}) / 5, false);
  module.register_parameter("in_proj_bias", at::randn({3 * kWidth}) * 0.1, false);
  module.register_module("out_proj", linear(kWidth, kWidth, false));
  module.define(spelled_out ? std::string(R"(
def forward(self, x: Tensor) -> Tensor:
    x = torch.transpose(x, 1, 0)
    t, n = x.size(0), x.size(1)
    q, k, v = torch.chunk(torch.linear(x, self.in_proj_weight, self.in_proj_bias), 3, -1)
    q = torch.transpose(q.contiguous().view([t, n * 4, 8]), 0, 1)
    k = torch.transpose(k.contiguous().view([t, n * 4, 8]), 0, 1)
    v = torch.transpose(v.contiguous().view([t, n * 4, 8]), 0, 1)
    w = torch.softmax(torch.bmm()") +
                                  query + R"(, torch.transpose(k, -2, -1)), -1)
    y = torch.transpose(torch.bmm(w, v), 0, 1).contiguous().view([t * n, 32])
    y = self.out_proj.forward(y).view([t, n, 32])
    return torch.transpose(y, 1, 0)
)"
                            : R"(
def forward(self, x: Tensor) -> Tensor:
    y, _ = torch._native_multi_head_attention(x, x, x, 32, 4, self.in_proj_weight,
        self.in_proj_bias, self.out_proj.weight, self.out_proj.bias, None, False, True, None)
    return y
)");
  return module;
}

Module encoder_layer(bool spelled_out, const std::string& query) {
  Module module("Layer");
  module.register_module("ln_1", norm_of_tokens());
  module.register_module("self_attention", attention(spelled_out, query));
  module.register_module("ln_2", norm_of_tokens());
  module.register_module("mlp_1", linear(kWidth, 64, false));
  module.register_module("mlp_2", linear(64, kWidth, false));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    x = self.self_attention.forward(self.ln_1.forward(x)) + x
    y = torch.gelu(self.mlp_1.forward(self.ln_2.forward(x)))
    return x + self.mlp_2.forward(y)
)");
  return module;
}

/// Returns a vision transformer for images [N, 3, 32, 32] and 10 classes: 16 patches of 8 x 8, a
/// class token, two layers. Source: Dosovitskiy et al., ICLR 2021, as torchvision writes it.
Module vision_transformer(std::uint64_t seed, bool spelled_out,
                          const std::string& query = "q / 2.8284271247461903") {
  at::manual_seed(seed);
  Module module("VisionTransformer");
  module.register_parameter("patches", at::randn({kWidth, 3, 8, 8}) / 14, false);
  module.register_parameter("patches_bias", at::randn({kWidth}) * 0.1, false);
  module.register_parameter("class_token", at::randn({1, 1, kWidth}), false);
  module.register_parameter("pos_embedding", at::randn({1, 17, kWidth}) * 0.3, false);
  for (const char* layer : {"layer_0", "layer_1"})
    module.register_module(layer, encoder_layer(spelled_out, query));
  module.register_module("ln", norm_of_tokens());
  module.register_module("head", linear(kWidth, 10, false));
  module.define(R"(
def forward(self, x: Tensor) -> Tensor:
    n = x.size(0)
    x = torch.conv2d(x, self.patches, self.patches_bias, [8, 8])
    x = torch.permute(x.reshape([n, 32, 16]), [0, 2, 1])
    x = torch.cat([self.class_token.expand([n, -1, -1]), x], 1) + self.pos_embedding
    x = self.ln.forward(self.layer_1.forward(self.layer_0.forward(x)))
    return self.head.forward(torch.select(x[:], 1, 0))
)");
  return module;
}

Graph imported(const Module& module) {
  const Graph graph = import_torchscript(saved(module), images(1));
  if (const Node* whole = find_module(graph)) FAIL(whole->module.obstacle);
  return graph;
}

}  // namespace

TEST_CASE("A vision transformer becomes layers with the outputs of the module", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    for (const bool spelled_out : {false, true}) {
      INFO("seed " << seed << ", spelled out: " << spelled_out);
      const Module module = vision_transformer(seed, spelled_out);
      const Graph graph = imported(module);
      // input, patches, tokens, class token, positions; ln_1, three projections, attention,
      // projection, add, ln_2, linear, gelu, linear, add for each layer; ln, first token, head.
      CHECK(graph.nodes.size() == 5 + 2 * 12 + 3);
      CHECK(std::count_if(graph.nodes.begin(), graph.nodes.end(), [](const Node& node) {
              return node.kind == NodeKind::attention && node.heads == 4;
            }) == 2);
      const at::Tensor x = images(3), expected = answer(module, x);
      CHECK(distance(expected, interpret(graph, x)) < 1e-5);
      CHECK(distance(expected, Executor(lower(graph)).run(x)) < 1e-5);
    }
  }
}

TEST_CASE("The black-box operators work on a vision transformer", "[torchscript]") {
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const Module module = vision_transformer(seed, false);
    const Graph graph = imported(module);
    const at::Tensor x = images(4), expected = answer(module, x);
    const Graph int8 = apply_operators(parse_operator("sptq"), graph, calibrated()).stages[0];
    CHECK(distance(expected, Executor(int8).run(x)) < 0.2);
    for (const Graph& whole : {lower(graph), int8}) {
      for (const Cut& cut : find_cuts(whole, images(1))) {
        INFO("cut after " << cut.name);
        const std::vector<Graph> parts = split(whole, cut.node);
        CHECK(at::equal(Executor(parts[1]).run(Executor(parts[0]).run(x)), Executor(whole).run(x)));
      }
    }
    for (const char* name : {"pruned", "pruned_channels"}) {
      INFO(name);
      const Variant variant = apply_operators(parse_operator(name), graph, calibrated());
      CHECK(Executor(variant.stages[0]).run(x).sizes() == expected.sizes());
    }
  }
}

TEST_CASE("An early exit of a vision transformer reads the class token", "[torchscript]") {
  use_inference_settings(1);
  const Graph whole = lower(imported(vision_transformer(1, false)));
  int exits = 0;
  for (const Cut& cut : find_cuts(whole, images(1))) {
    if (cut.dimensions != 3) continue;
    INFO("exit after " << cut.name);
    ++exits;
    const Graph early = with_exit(whole, cut.node, kWidth, 10);
    std::vector<at::Tensor> values;
    const at::Tensor answers = Executor(early).run(
        images(2), [&](std::size_t, const at::Tensor& value) { values.push_back(value.clone()); });
    const auto last = static_cast<std::size_t>(cut.node);
    CHECK(early.nodes[last + 1].kind == NodeKind::first_token);
    CHECK(at::equal(values[last + 1], values[last].select(1, 0)));
    CHECK(answers.sizes() == at::IntArrayRef({2, 10}));
  }
  CHECK(exits >= 2);  // behind the two layers
}

TEST_CASE("A vision transformer has no exit before the first attention", "[torchscript]") {
  const Graph graph = imported(vision_transformer(1, false));
  const Graph whole = lower(graph);
  const auto attention = std::find_if(whole.nodes.begin(), whole.nodes.end(), [](const Node& node) {
    return node.kind == NodeKind::attention;
  });
  int refused = 0;
  for (const Cut& cut : find_cuts(whole, images(1))) {
    if (cut.dimensions != 3 || cut.node > attention - whole.nodes.begin()) continue;
    ++refused;
    CHECK_THROWS_WITH(
        apply_operators(parse_operator("early_exit(after=" + cut.name + ")"), graph, calibrated()),
        Catch::Contains("the model cannot be cut after"));
  }
  CHECK(refused > 0);
}

TEST_CASE("Attention with another scale stays in one piece and is named", "[torchscript]") {
  const Graph graph = import_torchscript(saved(vision_transformer(1, true, "q / 2.0")), images(1));
  REQUIRE(find_module(graph));
  CHECK_THAT(find_module(graph)->module.obstacle,
             Catch::Contains("aten::softmax") && Catch::Contains("not divided by the root"));
}
