#include "models/subjects/subject.h"

#include <fmt/format.h>
#include <torch/nn.h>

#include <catch2/catch.hpp>

#include "models/catalog/catalog.h"
#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/subjects/transformer.h"

using namespace tiersim::models;

TEST_CASE("Full-size subjects have the parameters that their public definitions have",
          "[subjects]") {
  // The counts that torchvision and transformers document. The text models have two labels.
  const std::map<std::string, std::int64_t> published{
      {"wide_resnet101_2", 126'886'696}, {"wide_resnet50_2", 68'883'240},
      {"resnext101_64x4d", 83'455'272},  {"resnext50_32x4d", 25'028'904},
      {"resnet50", 25'557'032},          {"resnet18", 11'689'512},
      {"mobilenet_v2", 3'504'872},       {"bert_base", 109'483'778},
      {"roberta_base", 124'647'170}};
  for (const auto& [name, count] : published) {
    INFO(name);
    CHECK(parameter_count(find_subject(name)->build()) == count);
  }
}

TEST_CASE("The listed numbers of parameters are those of the built models", "[subjects]") {
  for (const Subject& subject : subjects()) {
    const auto& entries = tiersim::known_subjects();
    const auto listed = std::find_if(entries.begin(), entries.end(),
                                     [&](const auto& entry) { return entry.name == subject.name; });
    REQUIRE(listed != entries.end());
    const Graph graph = subject.build();
    const auto count = fmt::format(std::locale("C"), "{}", parameter_count(graph));
    std::string grouped = count;
    for (int at = static_cast<int>(count.size()) - 3; at > 0; at -= 3) grouped.insert(at, ",");
    INFO(subject.name << ": " << grouped);
    CHECK(listed->description.rfind(grouped + " parameters", 0) == 0);
  }
}

TEST_CASE("Every subject maps its sample to logits, students to the same classes", "[subjects]") {
  at::NoGradGuard no_gradients;
  for (const Subject& subject : subjects()) {
    if (subject.name.find("mini") == std::string_view::npos &&
        parameter_count(subject.build()) > 30'000'000)
      continue;  // would take minutes with the same code
    INFO(subject.name);
    const at::Tensor logits = interpret(subject.build(), subject.sample());
    REQUIRE(logits.dim() == 2);
    CHECK(logits.size(0) == 1);
    if (subject.student.empty()) continue;
    const Subject* student = find_subject(subject.student);
    REQUIRE(student);
    CHECK(interpret(student->build(), subject.sample()).size(1) == logits.size(1));
  }
}

namespace {

/// LibTorch's own layer with the weights of one of our layers.
torch::nn::TransformerEncoderLayer reference_layer(const Graph& graph, const std::string& name,
                                                   std::int64_t width, std::int64_t heads,
                                                   std::int64_t inner) {
  torch::nn::TransformerEncoderLayer layer(torch::nn::TransformerEncoderLayerOptions(width, heads)
                                               .dim_feedforward(inner)
                                               .dropout(0)
                                               .activation(torch::kGELU));
  const auto tensor = [&](const std::string& node_name, const char* which) {
    for (const Node& node : graph.nodes) {
      if (node.name == name + node_name) return node.tensors.at(which);
    }
    throw std::logic_error(node_name);
  };
  auto parameters = layer->named_parameters();
  for (const char* which : {"weight", "bias"}) {
    const auto set = [&](const char* theirs, const char* ours) {
      parameters[std::string(theirs) + "." + which].copy_(tensor(ours, which));
    };
    parameters[std::string("self_attn.in_proj_") + which].copy_(
        at::cat({tensor(".attention.self.query", which), tensor(".attention.self.key", which),
                 tensor(".attention.self.value", which)}));
    set("self_attn.out_proj", ".attention.output.dense");
    set("norm1", ".attention.output.LayerNorm");
    set("linear1", ".intermediate.dense");
    set("linear2", ".output.dense");
    set("norm2", ".output.LayerNorm");
  }
  layer->eval();
  return layer;
}

}  // namespace

TEST_CASE("An encoder layer agrees with LibTorch's own, with and without padding", "[subjects]") {
  at::NoGradGuard no_gradients;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    at::manual_seed(seed);
    TransformerShape shape;
    shape.words = 50;
    shape.positions = 30;
    shape.width = 24;
    shape.layers = 1;
    shape.heads = 3;
    shape.inner_width = 40;
    shape.epsilon = 1e-5;  // the value of TransformerEncoderLayer
    const Graph graph = transformer(shape);
    at::Tensor ids = at::randint(4, 50, {3, 11}, at::kLong);
    ids[1].slice(0, 7).fill_(0);
    at::Tensor before, after;
    interpret(graph, ids, Mode::eval, [&](std::size_t i, const at::Tensor& value) {
      if (graph.nodes[i].name == "bert.embeddings.dropout") before = value;
      if (graph.nodes[i].name == "bert.encoder.layer.0.output.LayerNorm") after = value;
      return value;
    });
    auto layer = reference_layer(graph, "bert.encoder.layer.0", 24, 3, 40);
    const at::Tensor expected =
        layer(before.transpose(0, 1), at::Tensor(), ids == 0).transpose(0, 1);
    const at::Tensor kept = (ids != 0).unsqueeze(2);
    CHECK(((after - expected) * kept).abs().max().item<double>() <
          1e-5 * expected.abs().max().item<double>());
  }
}

TEST_CASE("Padding changes no output", "[subjects]") {
  at::NoGradGuard no_gradients;
  for (const bool roberta : {false, true}) {
    at::manual_seed(3);
    TransformerShape shape;
    shape.roberta = roberta;
    shape.words = 50;
    shape.positions = 30;
    shape.types = roberta ? 1 : 2;
    shape.width = 16;
    shape.layers = 2;
    shape.heads = 2;
    shape.inner_width = 32;
    shape.pad_id = roberta ? 1 : 0;
    shape.separator_id = 3;
    const Graph graph = transformer(shape);
    const at::Tensor text = at::tensor({5, 9, 3, 8, 7, 3}, at::kLong).unsqueeze(0);
    const at::Tensor padded = at::constant_pad_nd(text, {0, 4}, shape.pad_id);
    CHECK(at::allclose(interpret(graph, text), interpret(graph, padded), 1e-5, 1e-6));
    CHECK(at::allclose(interpret(graph, text), Executor(lower(graph)).run(text), 1e-5, 1e-6));
  }
}

TEST_CASE("The tokens of the second text of a pair have the second type", "[subjects]") {
  at::NoGradGuard no_gradients;
  Node node;
  node.kind = NodeKind::embedding;
  node.tokens = {0, 0, 3};
  node.tensors["word_embeddings.weight"] = at::zeros({10, 1});
  node.tensors["position_embeddings.weight"] = at::zeros({10, 1});
  node.tensors["token_type_embeddings.weight"] = at::tensor({0.F, 1.F}).unsqueeze(1);
  Graph graph;
  graph.nodes.resize(2);
  graph.nodes[0].name = "input";
  node.name = "embeddings";
  node.inputs = {0};
  graph.nodes[1] = node;
  // [CLS] a a [SEP] b [SEP] [PAD]; types as transformers' token_type_ids.
  const at::Tensor ids = at::tensor({2, 5, 5, 3, 6, 3, 0}, at::kLong).unsqueeze(0);
  CHECK(
      at::equal(interpret(graph, ids).flatten(), at::tensor({0.F, 0.F, 0.F, 0.F, 1.F, 1.F, 0.F})));
  CHECK_THROWS_AS(interpret(graph, at::full({1, 1}, 10, at::kLong)), std::invalid_argument);
  CHECK_THROWS_AS(interpret(graph, at::full({1, 11}, 1, at::kLong)), std::invalid_argument);
}
