#include "models/operators/early_exit.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/cuts.h"
#include "models/operators/learnt.h"
#include "models/subjects/class_head.h"
#include "models/subjects/subject.h"

namespace tiersim::models {
namespace {

int append(Graph& graph, NodeKind kind, const char* name, int input) {
  Node node;
  node.kind = kind;
  node.name = name;
  node.inputs = {input};
  graph.nodes.push_back(std::move(node));
  return static_cast<int>(graph.nodes.size()) - 1;
}

int append_linear(Graph& graph, const char* name, int input, std::int64_t in, std::int64_t out) {
  const int index = append(graph, NodeKind::linear, name, input);
  Node& node = graph.nodes.back();
  const double bound = 1 / std::sqrt(static_cast<double>(in));  // as torch.nn.Linear initializes
  node.tensors = {{"weight", at::empty({out, in}).uniform_(-bound, bound)},
                  {"bias", at::zeros({out})}};
  return index;
}

/// The cut that is nearest to half of the multiply-accumulates.
const Cut& middle(const std::vector<Cut>& cuts) {
  return *std::min_element(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) {
    return std::abs(a.work_before - 0.5) < std::abs(b.work_before - 0.5);
  });
}

at::Tensor value_at(const Graph& graph, int index, const at::Tensor& sample) {
  at::Tensor found;
  interpret(graph, sample, Mode::eval, [&](std::size_t node, const at::Tensor& value) {
    if (static_cast<int>(node) == index) found = value;
    return value;
  });
  return found;
}

/// Whether the last value of a first part of a model is a sequence of tokens.
bool gives_tokens(const Graph& graph) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& node) {
    return node.kind == NodeKind::embedding || node.kind == NodeKind::image_tokens;
  });
}

bool belongs_to_exit(const Node& node) { return node.name.rfind("exit.", 0) == 0; }

/// The cuts whose value is an image or a sequence. Values behind the pooling are neither. An exit
/// of a sequence reads the class token, which knows nothing of the input before the first
/// attention.
std::vector<Cut> inner_cuts(const Graph& lowered, const at::Tensor& sample) {
  const auto attention =
      std::find_if(lowered.nodes.begin(), lowered.nodes.end(),
                   [](const Node& node) { return node.kind == NodeKind::attention; });
  const auto first_attention = attention - lowered.nodes.begin();
  std::vector<Cut> cuts = find_cuts(lowered, sample);
  cuts.erase(std::remove_if(cuts.begin(), cuts.end(),
                            [&](const Cut& cut) {
                              return cut.dimensions < 3 ||
                                     (cut.dimensions == 3 && cut.node < first_attention);
                            }),
             cuts.end());
  if (cuts.empty()) throw OperatorError("early_exit: the model has no inner layer to leave it at");
  return cuts;
}

/// The name of the learnt graph. It does not depend on the threshold.
std::string name_without_threshold(PrepareContext context) {
  context.applied.back().settings.erase("threshold");
  return learnt_name(context);
}

/// The model up to the exit. Its head is trained if there are data.
Graph learnt_exit(const Graph& lowered, const Cut& cut, const PrepareContext& context) {
  const at::Tensor value = value_at(lowered, cut.node, context.sample);
  const std::int64_t width = value.size(value.dim() == 4 ? 1 : 2);
  const std::int64_t classes = class_count(lowered, context.sample);
  const auto with_head = [&] {
    at::manual_seed(context.subject->training.seed);
    return with_exit(lowered, cut.node, width, classes);
  };
  if (!context.training) return with_head();
  const TrainingConfig config = fine_tuning(context.subject->training, 1, 1.0);
  return find_or_learn({name_without_threshold(context),
                        lowered,
                        {"early_exit", cut.name, describe(config)},
                        [&](const std::filesystem::path& state) {
                          Graph graph = with_head();
                          Objective objective;
                          objective.trains = belongs_to_exit;
                          train(graph, *context.training, config, context.progress, objective,
                                state);
                          return graph;
                        }},
                       context.progress, context.learnt_folder);
}

}  // namespace

Graph with_exit(const Graph& lowered, int after, std::int64_t width, std::int64_t classes) {
  Graph graph;
  graph.nodes.assign(lowered.nodes.begin(), lowered.nodes.begin() + after + 1);
  const bool sequence = gives_tokens(graph);
  int x = append(graph, sequence ? NodeKind::first_token : NodeKind::global_avg_pool2d,
                 sequence ? "exit.first_token" : "exit.avgpool", after);
  if (sequence) {
    x = append_linear(graph, "exit.pooler", x, width, width);
    x = append(graph, NodeKind::tanh, "exit.tanh", x);
  }
  append_linear(graph, "exit.classifier", x, width, classes);
  validate(graph);
  return graph;
}

Graph with_rest(const Graph& early, const Graph& lowered, int after, double threshold) {
  Graph graph = early;
  append(graph, NodeKind::exit, "exit", static_cast<int>(early.nodes.size()) - 1);
  graph.nodes.back().threshold = threshold;
  const int shift = static_cast<int>(graph.nodes.size()) - (after + 1);
  for (auto rest = lowered.nodes.begin() + after + 1; rest != lowered.nodes.end(); ++rest) {
    Node node = *rest;
    for (int& input : node.inputs) input += input > after ? shift : 0;
    graph.nodes.push_back(std::move(node));
  }
  validate(graph);
  return graph;
}

/// Operator `early_exit`: ends the model at a classifier after an inner layer. The layer is
/// `after=LAYER`; without it, the layer where half of the multiply-accumulates are done. The
/// classifier is trained for an epoch; the layers before it stay unchanged. For images it is global
/// average pooling and a linear layer, for tokens a pooler on the first token and a linear layer.
///
/// With `threshold=PROBABILITY` the rest of the model stays, with unchanged weights. The inner
/// classifier answers an input if its largest softmax probability reaches the threshold; otherwise
/// the end of the model answers. The classifier is learnt once for all thresholds. Operators that
/// train such a model later train both answers (trainer.h). Such a model cannot be split.
/// Source: Teerapittayanon et al., BranchyNet, ICPR 2016.
Variant apply_early_exit(const Graph& whole, const OperatorCall& call,
                         const PrepareContext& context) {
  const Graph lowered = lower(whole);
  const std::string after = call.setting("after");
  const std::vector<Cut> cuts = inner_cuts(lowered, context.sample);
  const Cut& cut = after.empty() ? middle(cuts) : find_cut(cuts, after, call.name());
  const Graph early = learnt_exit(lowered, cut, context);
  if (const std::optional<double> threshold = call.number("threshold"))
    return {{with_rest(early, lowered, cut.node, *threshold)}};
  return {{early}};
}

}  // namespace tiersim::models
