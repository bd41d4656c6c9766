#include "models/subjects/transformer.h"

#include <string>
#include <utility>

#include "models/ir/builder.h"

namespace tiersim::models {
namespace {

/// Dropout, the residual addition and its layer norm.
int add_and_norm(GraphBuilder& graph, const TransformerShape& shape, const std::string& name, int x,
                 int residual) {
  x = graph.dropout(name + ".dropout", x, shape.dropout);
  x = graph.add(name + ".add", x, residual);
  return graph.layer_norm(name + ".LayerNorm", x, shape.width, shape.epsilon);
}

int encoder_layer(GraphBuilder& graph, const TransformerShape& shape, const std::string& name,
                  int input) {
  const auto project = [&](const char* part) {
    return graph.dense(name + ".attention.self." + part, input, shape.width, shape.width);
  };
  const int query = project("query"), key = project("key"), value = project("value");
  int x = graph.attention(name + ".attention.self", query, key, value, shape.heads);
  x = graph.dense(name + ".attention.output.dense", x, shape.width, shape.width);
  const int attended = add_and_norm(graph, shape, name + ".attention.output", x, input);
  x = graph.dense(name + ".intermediate.dense", attended, shape.width, shape.inner_width);
  x = graph.apply(NodeKind::gelu, name + ".intermediate.gelu", x);
  x = graph.dense(name + ".output.dense", x, shape.inner_width, shape.width);
  return add_and_norm(graph, shape, name + ".output", x, attended);
}

int head(GraphBuilder& graph, const TransformerShape& shape, int x) {
  x = graph.apply(NodeKind::first_token, "first_token", x);
  if (shape.roberta) {
    x = graph.dropout("classifier.dropout", x, shape.dropout);
    x = graph.dense("classifier.dense", x, shape.width, shape.width);
    x = graph.apply(NodeKind::tanh, "classifier.tanh", x);
    x = graph.dropout("classifier.dropout2", x, shape.dropout);
    return graph.dense("classifier.out_proj", x, shape.width, shape.classes);
  }
  x = graph.dense("bert.pooler.dense", x, shape.width, shape.width);
  x = graph.apply(NodeKind::tanh, "bert.pooler.tanh", x);
  x = graph.dropout("dropout", x, shape.dropout);
  return graph.dense("classifier", x, shape.width, shape.classes);
}

}  // namespace

Graph transformer(const TransformerShape& shape) {
  const std::string base = shape.roberta ? "roberta" : "bert";
  TokenLayout tokens;
  tokens.pad_id = shape.pad_id;
  tokens.first_position = shape.roberta ? shape.pad_id + 1 : 0;
  tokens.separator_id = shape.types > 1 ? shape.separator_id : -1;
  GraphBuilder graph;
  int x = graph.embedding(base + ".embeddings", graph.input(), shape.words, shape.positions,
                          shape.types, shape.width, tokens);
  x = graph.layer_norm(base + ".embeddings.LayerNorm", x, shape.width, shape.epsilon);
  x = graph.dropout(base + ".embeddings.dropout", x, shape.dropout);
  for (std::int64_t layer = 0; layer < shape.layers; ++layer)
    x = encoder_layer(graph, shape, base + ".encoder.layer." + std::to_string(layer), x);
  head(graph, shape, x);
  return std::move(graph).finish();
}

}  // namespace tiersim::models
