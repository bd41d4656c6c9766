#include "models/training/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "sim/base/error.h"
#include "tests/models/ir/graphs.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

/// The error of fill() for the weights of small_network() with another tensor under `name`.
std::string fill_complaint(const std::string& name, const at::Tensor& tensor) {
  Graph graph = small_network(1);
  TensorFile file;
  for (const Node& node : graph.nodes)
    for (const auto& [key, value] : node.tensors) file.tensors[node.name + "." + key] = value;
  file.tensors[name] = tensor;
  try {
    fill(graph, file, "w.pth");
    return "";
  } catch (const UserError& error) {
    return error.what();
  }
}

/// The last linear layer of small_network(): its name and its weight.
std::pair<std::string, at::Tensor> last_linear() {
  const Graph graph = small_network(1);
  const auto last = std::find_if(graph.nodes.rbegin(), graph.nodes.rend(),
                                 [](const Node& node) { return node.kind == NodeKind::linear; });
  return {last->name + ".weight", last->tensors.at("weight")};
}

}  // namespace

TEST_CASE("A weight of another shape is refused with both shapes and a remedy", "[checkpoint]") {
  const auto [name, weight] = last_linear();
  const std::int64_t rows = weight.size(0), columns = weight.size(1);
  REQUIRE(rows != columns);
  CHECK(fill_complaint(name, weight).empty());
  CHECK(fill_complaint(name, weight.t()) ==
        fmt::format("w.pth: tensor \"{0}\" has the shape [{2}, {1}], the layer [{1}, {2}] (is it "
                    "transposed? PyTorch stores [outputs, inputs])",
                    name, rows, columns));
  CHECK(fill_complaint(name, at::ones({rows, columns + 1})) ==
        fmt::format("w.pth: tensor \"{0}\" has the shape [{1}, {3}], the layer [{1}, {2}] (are "
                    "these the weights of another model?)",
                    name, rows, columns, columns + 1));
  CHECK(fill_complaint(name, at::ones({rows, columns}, at::kLong)) ==
        fmt::format("w.pth: tensor \"{0}\" holds Long, the layer float32 (save it as "
                    "floating-point numbers)",
                    name));
  CHECK(fill_complaint("other.weight", weight) ==
        "w.pth: tensor \"other.weight\" belongs to no layer (are these the weights of another "
        "model?)");
}
