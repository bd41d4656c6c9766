#include <torch/csrc/jit/ir/constants.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "models/import/translation.h"

namespace tiersim::models {
namespace {

using script::constant, script::number, script::numbers, script::require;

/// The shape to which an operation reshapes: the numbers that are constant.
std::vector<std::optional<std::int64_t>> new_shape(const Operation& operation) {
  const torch::jit::Value* shape = operation.namedInput("shape");
  std::vector<std::optional<std::int64_t>> sizes;
  if (const auto known = torch::jit::toIValue(shape)) {
    for (const std::int64_t size : known->toIntVector()) sizes.emplace_back(size);
    return sizes;
  }
  require(shape->node()->kind() == torch::jit::prim::ListConstruct, operation,
          "to a shape that is computed");
  for (const torch::jit::Value* size : shape->node()->inputs()) {
    const auto known = torch::jit::toIValue(size);
    sizes.emplace_back(known && known->isInt() ? std::optional(known->toInt()) : std::nullopt);
  }
  return sizes;
}

void flatten_image(Translation& translation, const Operation& operation, int x) {
  translation.append_result(operation, make_node_of(NodeKind::flatten, {x}), Form::features);
}

/// A channel shuffle (Zhang et al., "ShuffleNet", CVPR 2018): channel j C/parts + i becomes channel
/// i parts + j.
void shuffle(Translation& translation, const Operation& operation, const Translated& x) {
  Node node = make_node_of(NodeKind::select_channels, {x.index});
  const std::int64_t each = translation.sample_of(x.index).size(1) / x.parts;
  for (std::int64_t i = 0; i < each; ++i) {
    for (std::int64_t j = 0; j < x.parts; ++j) node.channels.push_back(j * each + i);
  }
  translation.append_result(operation, std::move(node), Form::image);
}

/// An image with its channels in groups, or with its pixels in a row.
void reshape_image(Translation& translation, const Operation& operation, const Translated& x,
                   const std::vector<std::optional<std::int64_t>>& shape) {
  if (shape.size() == 2) return flatten_image(translation, operation, x.index);
  if (shape.size() == 3) return translation.set(operation, {x.index, Form::patches});
  const std::int64_t channels = translation.sample_of(x.index).size(1);
  require(shape.size() == 5 && shape[1] && *shape[1] > 0 && channels % *shape[1] == 0, operation,
          "of an image to an unknown shape");
  translation.set(operation, {x.index, Form::grouped, *shape[1]});
}

/// [T, N, D] to heads, [T, N heads, d].
void split_heads(Translation& translation, const Operation& operation, const Translated& x,
                 const std::vector<std::optional<std::int64_t>>& shape) {
  const std::int64_t width = translation.sample_of(x.index).size(2);
  require(shape.size() == 3 && shape[2] && *shape[2] > 0 && width % *shape[2] == 0, operation,
          "of tokens to an unknown shape");
  translation.set(operation, {x.index, Form::heads_second, width / *shape[2]});
}

void reshape(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  const auto shape = new_shape(operation);
  switch (x.form) {
    case Form::image:
      return reshape_image(translation, operation, x, shape);
    case Form::shuffled:
      require(shape.size() == 4, operation, "of shuffled channels to an unknown shape");
      return shuffle(translation, operation, x);
    case Form::tokens_first:
      return split_heads(translation, operation, x, shape);
    case Form::heads_second:
      require(shape.size() == 2, operation, "of heads to an unknown shape");
      require(x.factor == 1, operation, "of heads that are multiplied by a number");
      return translation.set(operation, {x.index, Form::rows});
    case Form::rows:
      require(shape.size() == 3, operation, "of tokens to an unknown shape");
      return translation.set(operation, {x.index, Form::tokens_first});
    case Form::pooled:
    case Form::features:
      require(shape.size() == 2, operation, "not to two dimensions");
      return translation.set(operation, {x.index, Form::features});
    default:
      require(false, operation, "of an unknown shape");
  }
}

void flatten(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  const double first = number(operation, "start_dim"), last = number(operation, "end_dim");
  const bool is_image = x.form == Form::image;
  require(is_image || x.form == Form::pooled || x.form == Form::features, operation,
          "of what is no image and no features");
  require(last == -1 || last == (x.form == Form::features ? 1 : 3), operation, "not to the end");
  if (is_image && first == 2) return translation.set(operation, {x.index, Form::patches});
  require(first == 1, operation, "not from dimension 1 on");
  if (is_image) return flatten_image(translation, operation, x.index);
  translation.set(operation, {x.index, Form::features});
}

void tokens_of_patches(Translation& translation, const Operation& operation, int x) {
  translation.append_result(operation, make_node_of(NodeKind::image_tokens, {x}), Form::tokens);
}

/// What a value becomes by an exchange of two dimensions, the smaller one first.
struct Exchange {
  Form from;
  std::int64_t a, b;
  Form to;
};
constexpr std::array<Exchange, 6> kExchanges{{{Form::grouped, 1, 2, Form::shuffled},
                                              {Form::tokens, 0, 1, Form::tokens_first},
                                              {Form::tokens_first, 0, 1, Form::tokens},
                                              {Form::heads_second, 0, 1, Form::heads},
                                              {Form::heads, 0, 1, Form::heads_second},
                                              {Form::heads, 1, 2, Form::turned_heads}}};

void transpose(Translation& translation, const Operation& operation) {
  Translated x = translation.operand(operation);
  const std::int64_t rank = x.form == Form::grouped ? 5 : 3;
  std::int64_t a = constant(operation, "dim0").toInt(), b = constant(operation, "dim1").toInt();
  a += a < 0 ? rank : 0;
  b += b < 0 ? rank : 0;
  if (a > b) std::swap(a, b);
  if (x.form == Form::patches && a == 1 && b == 2)
    return tokens_of_patches(translation, operation, x.index);
  for (const Exchange& exchange : kExchanges) {
    if (exchange.from != x.form || exchange.a != a || exchange.b != b) continue;
    x.form = exchange.to;
    return translation.set(operation, x);
  }
  require(false, operation, "of dimensions that have no order in the graph");
}

void permute(Translation& translation, const Operation& operation) {
  const Translated x = translation.operand(operation);
  require(
      x.form == Form::patches && numbers(operation, "dims") == std::vector<std::int64_t>{0, 2, 1},
      operation, "of dimensions that have no order in the graph");
  tokens_of_patches(translation, operation, x.index);
}

}  // namespace

void add_shape_handlers(Handlers& handlers) {
  handlers.insert({{"aten::reshape", reshape},
                   {"aten::flatten", flatten},
                   {"aten::transpose", transpose},
                   {"aten::permute", permute}});
}

}  // namespace tiersim::models
