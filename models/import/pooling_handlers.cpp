#include <algorithm>
#include <utility>
#include <vector>

#include "models/import/translation.h"

namespace tiersim::models {
namespace {

using script::constant, script::numbers, script::require, script::square;

Node pool(Translation& translation, const Operation& operation, NodeKind kind) {
  Node node = make_node_of(kind, {translation.image(operation).index});
  node.kernel = square(operation, "kernel_size");
  node.stride = numbers(operation, "stride").empty() ? node.kernel : square(operation, "stride");
  node.padding = square(operation, "padding");
  node.ceil_mode = constant(operation, "ceil_mode").toBool();
  return node;
}

void max_pool(Translation& translation, const Operation& operation) {
  require(square(operation, "dilation") == 1, operation, "dilated");
  translation.append_result(operation, pool(translation, operation, NodeKind::max_pool2d),
                            Form::image);
}

void average_pool(Translation& translation, const Operation& operation) {
  Node node = pool(translation, operation, NodeKind::avg_pool2d);
  require(node.padding == 0 || constant(operation, "count_include_pad").toBool(), operation,
          "that does not count its padding");
  require(constant(operation, "divisor_override").isNone(), operation, "with another divisor");
  translation.append_result(operation, std::move(node), Form::image);
}

/// Pooling to `to` x `to` pixels, by equal windows.
void adaptive_average_pool(Translation& translation, const Operation& operation) {
  const Translated x = translation.image(operation);
  const std::int64_t to = square(operation, "output_size");
  const at::Tensor& sample = translation.sample_of(x.index);
  if (to == 1) {
    return translation.append_result(
        operation, make_node_of(NodeKind::global_avg_pool2d, {x.index}), Form::pooled);
  }
  require(sample.size(2) == sample.size(3) && sample.size(2) % to == 0, operation,
          "with windows of several sizes");
  if (sample.size(2) == to) return translation.set(operation, x);
  Node node = make_node_of(NodeKind::avg_pool2d, {x.index});
  node.kernel = node.stride = sample.size(2) / to;
  translation.append_result(operation, std::move(node), Form::image);
}

void mean(Translation& translation, const Operation& operation) {
  const int x = translation.image(operation).index;
  require(constant(operation, "dtype").isNone(), operation, "of another type");
  std::vector<std::int64_t> dimensions = numbers(operation, "dim");
  for (std::int64_t& dimension : dimensions) dimension += dimension < 0 ? 4 : 0;
  std::sort(dimensions.begin(), dimensions.end());
  require(dimensions == std::vector<std::int64_t>{2, 3}, operation, "not over height and width");
  translation.append_result(
      operation, make_node_of(NodeKind::global_avg_pool2d, {x}),
      constant(operation, "keepdim").toBool() ? Form::pooled : Form::features);
}

}  // namespace

void add_pooling_handlers(Handlers& handlers) {
  handlers.insert({{"aten::max_pool2d", max_pool},
                   {"aten::avg_pool2d", average_pool},
                   {"aten::adaptive_avg_pool2d", adaptive_average_pool},
                   {"aten::mean", mean}});
}

}  // namespace tiersim::models
