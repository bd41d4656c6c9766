// Prints how operators compare in speed, as ratios within one run at one thread and batch size 1.
// Usage: bench_operators [SUBJECT...]; all subjects of the table below where none is named.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/operator.h"
#include "models/subjects/subject_data.h"
#include "tests/bench/grouped_convolution.h"
#include "tests/bench/interleaved.h"
#include "tests/bench/torchscript_twin.h"

using namespace tiersim;
using namespace tiersim::models;

namespace {

// Operators, and two ways to run what identity computes: LibTorch's operations node by node
// ("operations"), and TorchScript, frozen and optimized for inference ("torchscript").
const std::vector<std::pair<const char*, std::vector<const char*>>> kTable{
    {"wide_resnet_mini", {"identity", "operations", "torchscript", "sptq"}},
    {"wide_resnet101_2", {"identity", "torchscript", "sptq"}},
    {"resnext101_64x4d", {"identity", "sptq"}},
    {"resnet50", {"identity", "torchscript", "pruned", "pruned_channels", "sptq"}},
    {"mobilenet_v2", {"identity", "torchscript", "sptq"}},
    {"bert_base", {"identity", "torchscript", "pruned", "pruned_channels", "sptq"}},
};

struct Model {
  Graph trained;
  PrepareContext context;
  std::vector<at::Tensor> inputs;
};

/// Of the operators, nothing is learnt, and one input is calibrated on: neither changes a time.
Model load(const Subject& subject) {
  Model model;
  model.trained = load_model(subject);
  model.inputs = request_inputs(subject, 100);
  model.context.subject = &subject;
  model.context.calibration = model.inputs[0];
  model.context.sample = model.inputs[0];
  return model;
}

std::function<at::Tensor(const at::Tensor&)> runner(const std::string& name, const Model& model) {
  if (name == "operations") {
    return [lowered = lower(model.trained)](const at::Tensor& x) {
      return interpret(lowered, x.dim() == 4 ? x.contiguous(at::MemoryFormat::ChannelsLast) : x);
    };
  }
  if (name == "torchscript") {
    const auto twin = std::make_shared<torch::jit::Module>(torchscript_twin(lower(model.trained)));
    return [twin](const at::Tensor& x) { return twin->forward({x}).toTensor(); };
  }
  const auto executor = std::make_shared<Executor>(
      apply_operators(parse_operator(name), model.trained, model.context).stages.at(0));
  return [executor](const at::Tensor& x) { return executor->run(x); };
}

void check_twin(const Subject& subject, const at::Tensor& twin, const at::Tensor& ours) {
  const double error = ((twin - ours).abs().max() / ours.abs().max()).item<double>();
  if (error > 1e-4) fmt::print("{}: NOT the same computation, error {:.1e}\n", subject.name, error);
}

void bench(const Subject& subject, const std::vector<const char*>& names) {
  const Model model = load(subject);
  std::vector<Contender> contenders;
  at::Tensor ours;
  for (const char* name : names) {
    const auto run = runner(name, model);
    const at::Tensor answer = run(model.inputs[0]);
    if (!ours.defined()) ours = answer.clone();
    if (name == std::string("torchscript")) check_twin(subject, answer, ours);
    contenders.push_back({name, [&model, run](std::int64_t i) {
                            run(model.inputs[static_cast<std::size_t>(i) % model.inputs.size()]);
                          }});
  }
  const std::vector<Timing> timings = take_turns(contenders);
  for (std::size_t i = 0; i < timings.size(); ++i) {
    const Timing& t = timings[i];
    fmt::print("{:18} {:16} {:9.3f} ms   {:5.3f} [{:5.3f}, {:5.3f}]\n", subject.name, names[i],
               t.milliseconds, t.speedup, t.lower, t.upper);
  }
  std::fflush(stdout);
  const bool quantizes = std::find(names.begin(), names.end(), std::string("sptq")) != names.end();
  if (quantizes) bench_grouped_convolutions(model.trained, model.context);
}

}  // namespace

int main(int argc, char** argv) {
  use_inference_settings(1);
  const std::vector<std::string> wanted(argv + 1, argv + argc);
  fmt::print("{:18} {:16} {:>12}   times as fast as identity [quartiles over rounds]\n", "subject",
             "", "median");
  for (const auto& [name, names] : kTable) {
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end())
      bench(*find_subject(name), names);
  }
}
