#include "models/import/torchscript_import.h"

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/version.h>

#include <functional>
#include <memory>
#include <regex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "models/import/translate.h"
#include "models/ir/interpreter.h"
#include "models/ir/module_node.h"
#include "models/torchscript/intact_archive.h"
#include "models/torchscript/recorded_graph.h"
#include "models/torchscript/script_graph.h"
#include "models/torchscript/script_module.h"
#include "models/weights/input_file.h"
#include "models/weights/sound_values.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kForward =
    "export a module whose forward takes the input alone and gives the logits alone";
constexpr double kTolerance = 1e-4;  // part of the largest logit, as sums have another order

/// Runs a step that may throw any exception of TorchScript, and turns that into a UserError.
template <typename Step>
auto attempt(const InputFile& input, const char* what, const char* remedy, const Step& step) {
  try {
    return step();
  } catch (const std::exception& failure) {
    input.fail(fmt::format("{}: {}", what, reason_of(failure)), remedy);
  }
}

torch::jit::Module read_module(InputFile& input) {
  if (input.size() < 2 || input.read_text(2) != "PK")
    input.fail("it is no zip archive", "save the model with torch.jit.save");
  require_intact_archive(input);
  input.seek(0);
  std::string bytes = input.read_text(input.size());
  return attempt(input, "it does not load",
                 "save it with torch.jit.save of a PyTorch that LibTorch " TORCH_VERSION
                 " can read",
                 [&] { return load_module(std::move(bytes)); });
}

void require_one_tensor(const InputFile& input, const torch::jit::Module& module) {
  const auto forward = module.find_method("forward");
  if (!forward) input.fail("it has no forward", kForward);
  const auto& arguments = forward->function().getSchema().arguments();  // argument 0 is the module
  if (arguments.size() != 2 || !arguments[1].type()->isSubtypeOf(*c10::TensorType::get())) {
    input.fail(fmt::format("forward takes {} arguments, not one tensor", arguments.size() - 1),
               kForward);
  }
}

at::Tensor logits_of(const InputFile& input, torch::jit::Module& module, const at::Tensor& x) {
  const c10::IValue result = attempt(
      input, fmt::format("forward fails on a tensor {}", fmt::join(x.sizes(), " x ")).c_str(),
      "give it inputs of the shape and type that it was exported for", [&] {
        const torch::jit::GraphOptimizerEnabledGuard no_profiling(false);
        return module.forward({x});
      });
  if (!result.isTensor()) {
    input.fail("forward gives no single tensor",
               "trace the model instead, with torch.jit.trace, if it gives the logits alone then");
  }
  const at::Tensor& logits = result.toTensor();
  if (logits.dim() != 2 || logits.size(0) != x.size(0) || logits.scalar_type() != at::kFloat)
    input.fail("forward does not give float32 [N, classes]", kForward);
  return logits;
}

/// Refuses operations that reach outside the model: they must not be timed, and are not safe in a
/// file from elsewhere.
void require_no_effects(const InputFile& input, const torch::jit::Module& module) {
  for_each_node(*module.get_method("forward").graph()->block(), [&](const torch::jit::Node& node) {
    const std::string operation = operation_of(node);
    if (operation == "aten::save" || operation == "aten::from_file")
      input.fail(operation + " reads or writes files", kForward);
  });
}

/// Refuses weights with NaN, an infinity or a negative variance. Freezing has made constants of all
/// weights. A constant that is no weight, such as the mask of an attention, may be infinite.
void require_sound_weights(const InputFile& input, const torch::jit::Module& module) {
  static const std::regex weight(R"(.*\.(weight|bias|running_mean|running_var)(\.\d+)?)");
  static const std::regex numbered(R"(\.\d+$)");
  TensorFile weights;
  for_each_node(*module.get_method("forward").graph()->block(), [&](const torch::jit::Node& node) {
    if (node.kind() != torch::jit::prim::Constant) return;
    const auto value = torch::jit::toIValue(node.output());
    if (!value || !value->isTensor() || !value->toTensor().defined()) return;
    const std::string name = node.output()->debugName();
    const at::Tensor tensor = value->toTensor().detach();
    const bool is_weight = std::regex_match(name, weight);
    if (!is_weight && !(tensor.is_floating_point() && at::isnan(tensor).any().item<bool>())) return;
    const std::string plain = std::regex_replace(name, numbered, "");
    weights.tensors[weights.tensors.count(plain) > 0 ? name : plain] = tensor;
  });
  require_sound_values(weights, input.path());
}

bool is_near(const at::Tensor& expected, const at::Tensor& actual) {
  if (expected.sizes() != actual.sizes()) return false;
  return ((expected - actual).abs().max() <= kTolerance * expected.abs().max()).item<bool>();
}

/// Another input of the shape of the sample: random numbers of the same range, or the same tokens
/// in reverse order.
at::Tensor another_item(const at::Tensor& sample) {
  if (!sample.is_floating_point()) return sample.flip(1);
  const at::Tensor low = sample.min();
  const at::Tensor part =
      at::rand(sample.sizes(), at::make_generator<at::CPUGeneratorImpl>(/*seed=*/1));
  return low + part * (sample.max() - low);
}

/// Inputs with which a translation is compared with the module.
struct Examples {
  at::Tensor sample, expected;                               ///< one item, and the module's output
  at::Tensor two;                                            ///< the sample and another item
  std::function<at::Tensor(const at::Tensor&)> expected_of;  ///< runs the module
};

/// Compares the graph with the module on the sample alone and on two items. `expected_of_two` is
/// undefined if the module takes one item only.
void require_equal(const Graph& graph, const Examples& examples,
                   const at::Tensor& expected_of_two) {
  const bool shows = expected_of_two.defined() ? !at::equal(expected_of_two[0], expected_of_two[1])
                                               : examples.expected.ne(0).any().item<bool>();
  if (!shows) {
    throw Obstacle{
        "an operation whose meaning cannot be checked, because the logits are the same for all "
        "inputs"};
  }
  if (!is_near(examples.expected, interpret(graph, examples.sample)))
    throw Obstacle{"an operation with another meaning there"};
  if (expected_of_two.defined() && !is_near(expected_of_two, interpret(graph, examples.two)))
    throw Obstacle{"an operation with another meaning for two inputs"};
}

/// The translation of `forward`, if its outputs equal those of the module. A module that takes one
/// item only is compared for one item if `one_is_enough`, and refused otherwise.
Graph checked_translation(const torch::jit::Graph& forward, const Examples& examples,
                          bool one_is_enough) {
  const auto attempted = [](const auto& step) {
    try {
      return step();
    } catch (const std::exception& failure) {
      throw Obstacle{"an operation with another meaning there: " + printable(reason_of(failure))};
    }
  };
  Graph graph = attempted([&] { return translate(forward, examples.sample); });
  at::Tensor expected_of_two;
  try {
    expected_of_two = examples.expected_of(examples.two);
  } catch (const UserError&) {
    if (!one_is_enough) throw;
  }
  attempted([&] { require_equal(graph, examples, expected_of_two); });
  return graph;
}

/// Translates the operations that run for the sample. Conditions and loops have the outcome that
/// they have for inputs of its shape, and sizes are numbers. Throws Obstacle if an outcome or a
/// number depends on the values of the input or on the number of inputs.
Graph recorded_translation(const torch::jit::Module& plain, const Examples& examples) {
  const torch::jit::Graph& forward = *plain.get_method("forward").graph();
  const Operation* branch = first_branch(forward);
  const Operation* reader = first_reader_of_values(forward);
  if (reader && branch)
    throw Obstacle{place_of(*branch) +
                   " (values of the input decide; if one branch is enough, trace it instead, with "
                   "torch.jit.trace)"};
  if (reader) throw Obstacle{place_of(*reader) + " (a number of the values of the input)"};
  std::shared_ptr<torch::jit::Graph> recorded;
  try {
    recorded = recorded_graph(plain, examples.sample);
  } catch (const std::exception&) {
    throw Obstacle{(branch ? place_of(*branch) : "an operation") +
                   " (trace it instead, with torch.jit.trace)"};
  }
  return checked_translation(*recorded, examples, false);
}

/// Translates a model without conditions as it is written, because its operations then have the
/// names of their layers. If that fails, or if there are conditions, translates what runs.
Graph layers_of(const torch::jit::Module& plain, const Examples& examples) {
  const torch::jit::Graph& forward = *plain.get_method("forward").graph();
  if (first_branch(forward)) return recorded_translation(plain, examples);
  try {
    return checked_translation(forward, examples, true);
  } catch (const Obstacle& first) {
    try {
      return recorded_translation(plain, examples);
    } catch (const Obstacle&) {
      throw first;
    }
  }
}

/// A graph of one torchscript node. It does without LibTorch's optimizations if they change the
/// output: LibTorch 1.13 gets some activations wrong.
Graph one_piece(const InputFile& input, const torch::jit::Module& module, const at::Tensor& sample,
                const at::Tensor& expected, const std::string& obstacle) {
  const char* what = "forward cannot be frozen, or does not take more than one input at a time";
  return attempt(input, what, "export it for batches of any size", [&] {
    ModuleFacts facts;
    facts.obstacle = obstacle;
    const torch::jit::Module whole = frozen(module, true);
    const at::Tensor twice = at::cat({sample, sample}), both = at::cat({expected, expected});
    for (const bool optimized : {true, false}) {
      facts.optimized = optimized;
      try {
        const Graph graph = graph_of_module(whole, facts);
        if (is_near(both, interpret(graph, twice))) return graph;
      } catch (const std::exception&) {
        if (!optimized) throw;  // LibTorch's optimizations can put an operation in that fails
      }
    }
    throw std::invalid_argument("it gives other numbers for two inputs");
  });
}

}  // namespace

Graph import_torchscript(const std::filesystem::path& path, const at::Tensor& sample) {
  const at::NoGradGuard no_gradients;
  InputFile input(path, "TorchScript file");
  torch::jit::Module module = read_module(input);
  require_one_tensor(input, module);
  const torch::jit::Module plain =
      attempt(input, "it does not freeze", kForward, [&] { return frozen(module, false); });
  require_no_effects(input, plain);
  require_sound_weights(input, plain);
  const at::Tensor expected = logits_of(input, module, sample);
  if (!at::isfinite(expected).all().item<bool>())
    input.fail("forward gives logits that are not finite numbers",
               "export the model with its trained weights");
  try {
    return layers_of(plain, {sample, expected, at::cat({sample, another_item(sample)}),
                             [&](const at::Tensor& x) { return logits_of(input, module, x); }});
  } catch (const Obstacle& obstacle) {
    return one_piece(input, module, sample, expected, obstacle.what);
  }
}

}  // namespace tiersim::models
