#include "models/ir/module_node.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "models/import/torchscript_import.h"
#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/interpreter.h"
#include "models/operators/operator.h"
#include "models/subjects/class_head.h"
#include "tests/models/torchscript/torchscript_models.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

struct UnsupportedModel {
  const char *title, *gate, *head, *operation;
};
const UnsupportedModel kUnsupported[] = {
    {"sine", "torch.sin(x)", "x", "aten::sin at layer \"gate\""},
    {"largest channel", "x * torch.amax(x, [1], True)", "x", "aten::amax at layer \"gate\""},
    {"absolute value", "torch.abs(x)", "x", "aten::abs at layer \"gate\""},
    {"softmax", "torch.relu(x)", "torch.softmax(x, 1)", "aten::softmax at layer \"head\""},
    {"two halves", "torch.cat([x[:, :, :8], x[:, :, 8:]], 2)", "x",
     "aten::slice at layer \"gate\" (not along channels)"},
};

/// Operations that have nodes, with settings that no node has. `operation` follows "aten::".
const UnsupportedModel kOtherSettings[] = {
    {"product of two shapes", "x * x[:, :1]", "x", "mul at layer \"gate\" (with operands of two"},
    {"rows one below the other", "torch.cat([x, x], 2)", "x", "cat at layer \"gate\" (not along"},
    {"means without padding", "torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, False)", "x",
     "avg_pool2d at layer \"gate\" (that does not count its padding)"},
    // LibTorch's optimized module fails with these two.
    {"sums of windows", "torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, True, 1)", "x",
     "avg_pool2d at layer \"gate\""},
    {"windows of two sizes", "torch.adaptive_avg_pool2d(x, [5, 5])", "x",
     "adaptive_avg_pool2d at layer \"gate\""},
};

}  // namespace

TEST_CASE(
    "A model with an unsupported operation runs in TorchScript, and the node names the operation",
    "[torchscript]") {
  use_inference_settings(1);
  for (const UnsupportedModel& model : kUnsupported) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const Module module = residual_network(seed, model.gate, model.head);
      const Graph graph = import_torchscript(saved(module), images(1));
      INFO(model.title << ", seed " << seed);
      REQUIRE(find_module(graph));
      CHECK_THAT(find_module(graph)->module.obstacle, Catch::Contains(model.operation));
      CHECK(class_count(graph, images(1)) == 10);
      const at::Tensor x = images(3), expected = answer(module, x);
      CHECK(distance(expected, interpret(graph, x)) < 1e-5);
      CHECK(distance(expected, Executor(graph).run(x)) < 1e-5);
      CHECK(kernel_backend(*find_module(graph)) == "torchscript float32");
    }
  }
}

TEST_CASE("An operation with a setting that no node has keeps the model in one piece",
          "[torchscript]") {
  use_inference_settings(1);
  for (const UnsupportedModel& model : kOtherSettings) {
    INFO(model.title);
    const Module module = residual_network(1, model.gate, model.head);
    const Graph graph = import_torchscript(saved(module), images(1));
    REQUIRE(find_module(graph));
    CHECK_THAT(find_module(graph)->module.obstacle,
               Catch::Contains(std::string("aten::") + model.operation));
    const at::Tensor x = images(3);
    CHECK(distance(answer(module, x), interpret(graph, x)) < 1e-5);
  }
}

TEST_CASE("LibTorch's optimizations are not used if they change the output", "[torchscript]") {
  // Its hardtanh skips part of an image of 12 channels, which oneDNN stores in a block of 16.
  use_inference_settings(1);
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    for (const std::int64_t width : {12, 16}) {
      INFO("seed " << seed << ", width " << width);
      const Module module = residual_network(seed, "torch.sin(x)", "x", width);
      const Graph graph = import_torchscript(saved(module), images(1));
      REQUIRE(find_module(graph));
      CHECK(find_module(graph)->module.optimized == (width == 16));
      const at::Tensor x = images(3);
      CHECK(distance(answer(module, x), Executor(graph).run(x)) < 1e-5);
    }
  }
}

TEST_CASE("The size of a TorchScript model is the size of its weights", "[torchscript]") {
  // Without batch norms, which are folded: 448 + 2320 + 170 numbers of four bytes.
  const Graph graph = import_torchscript(saved(residual_network(0, "torch.sin(x)")), images(1));
  CHECK(parameter_count(graph) == 2938);
  CHECK(parameter_bytes(graph) == 4 * 2938);
  use_inference_settings(1);
  // In int8: 432 + 2304 + 160 weights of one byte, 42 biases of four bytes, 42 scales of eight
  // bytes.
  const Graph int8 = apply_operators(parse_operator("sptq"), graph, calibrated()).stages[0];
  CHECK(parameter_count(int8) == 2938);
  CHECK(parameter_bytes(int8) == 2896 + 42 * (4 + 8));
}

TEST_CASE("TorchScript's own passes quantize a model with an unsupported operation",
          "[torchscript]") {
  use_inference_settings(1);
  for (const UnsupportedModel& model : kUnsupported) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const Module module = residual_network(seed, model.gate, model.head);
      const Graph graph = import_torchscript(saved(module), images(1));
      const Variant int8 = apply_operators(parse_operator("sptq"), graph, calibrated());
      const Node& node = *find_module(int8.stages[0]);
      const std::vector<std::string> operations = module_operations(node);
      const auto count = [&](const char* operation) {
        return std::count(operations.begin(), operations.end(), operation);
      };
      INFO(model.title << ", seed " << seed << ": "
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

TEST_CASE("A prepared file stores a TorchScript model unchanged", "[torchscript]") {
  use_inference_settings(1);
  const Graph graph = import_torchscript(saved(residual_network(1, "torch.sin(x)")), images(1));
  for (const char* operator_name : {"identity", "sptq"}) {
    const Variant variant = apply_operators(parse_operator(operator_name), graph, calibrated());
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

TEST_CASE("Operators that rewrite layers refuse a TorchScript model", "[torchscript]") {
  use_inference_settings(1);
  const Graph graph = import_torchscript(saved(residual_network(1, "torch.sin(x)")), images(1));
  const PrepareContext context = calibrated();
  for (const char* operator_name : {"partition", "sptq+partition", "pruned", "pruned_channels",
                                    "distilled", "early_exit", "qat"}) {
    INFO(operator_name);
    CHECK_THROWS_WITH(apply_operators(parse_operator(operator_name), graph, context),
                      Catch::Contains("aten::sin at layer \"gate\" keeps the model in one piece"));
  }
  CHECK_THROWS_AS(apply_operators(parse_operator("sptq(observer=mse)"), graph, context),
                  OperatorError);
}
