#include "models/measure/prepare.h"

#include <fmt/format.h>

#include <string>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/measure/store.h"
#include "models/operators/operator.h"
#include "models/subjects/subject.h"
#include "models/training/checkpoint.h"
#include "models/training/evaluate.h"
#include "sim/content_key.h"
#include "sim/error.h"

namespace tiersim::models {
namespace {

constexpr std::int64_t kCalibrationImages = 1000;
constexpr int kEvaluationThreads = 1;  // sums in another order could change an answer

std::vector<int> to_vector(const at::Tensor& classes) {
  const at::Tensor flat = classes.to(at::kInt).contiguous();
  return {flat.data_ptr<int>(), flat.data_ptr<int>() + flat.numel()};
}

/// Runs all stages one after the other.
at::Tensor run_stages(const std::vector<Executor>& stages, at::Tensor value) {
  for (const Executor& stage : stages) value = stage.run(value);
  return value;
}

void evaluate(VariantRecord& record, const std::vector<Graph>& graphs, const Dataset& test) {
  const std::vector<Executor> stages(graphs.begin(), graphs.end());
  const at::Tensor predictions =
      predict([&](const at::Tensor& x) { return run_stages(stages, x); }, test);
  record.accuracy = top1_accuracy(predictions, test.labels);
  record.macro_f1 =
      macro_f1(predictions, test.labels, static_cast<std::int64_t>(test.classes.size()));
  record.predictions = to_vector(predictions);
  record.labels = to_vector(test.labels);
}

void describe(VariantRecord& record, const std::vector<Graph>& graphs, const at::Tensor& sample) {
  record.input = {static_cast<std::int64_t>(sample.nbytes())};
  at::Tensor value = sample;
  for (const Graph& graph : graphs) {
    value = Executor(graph).run(value);
    record.stage_output.push_back({static_cast<std::int64_t>(value.nbytes())});
    record.model_bytes += parameter_bytes(graph);
  }
}

}  // namespace

VariantRecord prepare(const protocol::PrepareRequest& request, const Progress& progress) {
  const Subject* subject = find_subject(request.subject);
  if (!subject)
    throw UserError(
        fmt::format("unknown subject \"{}\" (see: tiersim list subjects)", request.subject));
  const std::filesystem::path checkpoint = checkpoint_path(*subject);
  const std::string key =
      content_key({"variant", request.subject, request.composition, read_bytes(checkpoint),
                   TORCH_VERSION, std::to_string(kKernelRevision)});
  const std::filesystem::path folder = cache_subfolder("variants");
  const std::filesystem::path path = folder / (key + ".safetensors");
  const std::filesystem::path record_path = folder / (key + ".json");
  if (std::filesystem::exists(path) && std::filesystem::exists(record_path)) {
    try {
      VariantRecord record = protocol::variant_from(nlohmann::json::parse(read_bytes(record_path)));
      record.path = path;
      return record;
    } catch (const nlohmann::json::exception&) {
      progress("the record kept of it is damaged: preparing it again");
    }
  }

  use_inference_settings(kEvaluationThreads);
  progress("loading weights and data");
  Graph trained = subject->build();
  load_checkpoint(trained, checkpoint);
  const PrepareContext context{subject->load_data(Split::train).inputs(0, kCalibrationImages)};
  const Dataset test = subject->load_data(Split::test);

  progress("applying the operators");
  const Variant variant = apply_operators(request.composition, trained, context);
  VariantRecord record;
  record.subject = request.subject;
  record.composition = request.composition;
  record.key = key;
  record.path = path;
  describe(record, variant.stages, test.inputs(0, 1));
  progress(fmt::format("evaluating on {} test items", test.size()));
  evaluate(record, variant.stages, test);

  TensorFile file;
  put_stages(variant.stages, file);
  write_safetensors(path, file);
  write_bytes(record_path, protocol::to_json(record).dump());
  return record;
}

}  // namespace tiersim::models
