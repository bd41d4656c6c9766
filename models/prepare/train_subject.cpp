#include "models/prepare/train_subject.h"

#include <ATen/core/grad_mode.h>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <memory>

#include "models/ir/executor.h"
#include "models/ir/interpreter.h"
#include "models/ir/lower.h"
#include "models/operators/learnt.h"
#include "models/operators/operator.h"
#include "models/subjects/subject_data.h"
#include "models/training/checkpoint.h"
#include "models/training/device.h"
#include "models/training/evaluate.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

/// The answers of a lowered graph: on the device that trains, or on the kernels of inference.
std::function<at::Tensor(const at::Tensor&)> answering(const Graph& lowered) {
  const at::Device device = training_device();
  if (device.is_cpu()) {
    return [executor = std::make_shared<const Executor>(lowered)](const at::Tensor& x) {
      return executor->run(x);
    };
  }
  return [graph = on_device(lowered, device), device](const at::Tensor& x) {
    return interpret(graph, x.to(device));
  };
}

/// Calls `work`, evaluates the model that it returns, and reports accuracy and time.
template <typename Work>
void report_result(const std::string& name, const Dataset& test, const Progress& progress,
                   const Work& work) {
  const auto started = std::chrono::steady_clock::now();
  const Graph lowered = lower(work());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
  const at::NoGradGuard no_gradients;
  const at::Tensor predictions = predict(answering(lowered), test, training_device());
  progress(fmt::format(
      "{}: accuracy {:.2f} %, macro F1 {:.2f} %, {:.0f} s", name,
      100 * top1_accuracy(predictions, test.labels),
      100 * macro_f1(predictions, test.labels, static_cast<std::int64_t>(test.classes.size())),
      taken.count()));
}

Graph trained_weights(const Subject& subject, const TrainingRequest& request, const Dataset& data,
                      const Progress& progress) {
  const std::filesystem::path path = request.folder / fmt::format("{}.safetensors", subject.name);
  at::manual_seed(subject.training.seed);
  Graph graph = subject.build();
  if (request.again || !std::filesystem::exists(path)) {
    train(graph, data, subject.training, progress, {},
          request.folder / fmt::format("{}.{}.state", subject.name, request.limit));
    save_checkpoint(graph, path);
  }
  load_checkpoint(graph, path);  // the weights as readers of the file get them
  return graph;
}

}  // namespace

void train_subject(const Subject& subject, const TrainingRequest& request,
                   const Progress& progress) {
  if (!is_trained(subject))
    throw UserError(
        fmt::format("{}: comes without data to train on (train one of the mini "
                    "subjects)",
                    subject.name));
  use_inference_settings(subject.training.threads);
  SubjectInputs inputs = load_inputs(subject);
  if (request.limit > 0) inputs.training = inputs.training->head(request.limit);
  Graph graph;
  report_result(std::string(subject.name), *inputs.test, progress, [&] {
    return graph = trained_weights(subject, request, *inputs.training, progress);
  });
  if (!request.operators || subject.student.empty()) return;
  PrepareContext context;
  context.subject = &subject;
  context.calibration = inputs.calibration;
  context.sample = inputs.sample;
  context.training = &*inputs.training;
  context.progress = progress;
  context.learnt_folder = request.folder;
  for (const OperatorDescriptor& each : operators()) {
    if (!each.learns) continue;
    report_result(fmt::format("{} {}", subject.name, each.name), *inputs.test, progress, [&] {
      return apply_operators(parse_operator(each.name), graph, context).stages.at(0);
    });
  }
}

}  // namespace tiersim::models
