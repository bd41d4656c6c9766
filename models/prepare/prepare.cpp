#include "models/prepare/prepare.h"

#include <fmt/format.h>
#include <torch/version.h>

#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "models/ir/executor.h"
#include "models/ir/graph_file.h"
#include "models/ir/module_node.h"
#include "models/operators/cuts.h"
#include "models/operators/operator.h"
#include "models/prepare/computed_by.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/subject_data.h"
#include "models/training/evaluate.h"
#include "models/weights/sealed_safetensors.h"
#include "sim/base/cache.h"
#include "sim/base/content_key.h"
#include "sim/base/error.h"
#include "sim/base/sealed_text.h"

namespace tiersim::models {
namespace {

constexpr int kEvaluationThreads = 1;  // another order of sums could change a prediction

std::vector<int> to_vector(const at::Tensor& numbers) {
  const at::Tensor flat = numbers.to(at::kInt).contiguous();
  return {flat.data_ptr<int>(), flat.data_ptr<int>() + flat.numel()};
}

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
  if (test.own_bytes.defined()) record.sample_bytes = to_vector(test.own_bytes);
}

void describe(VariantRecord& record, const std::vector<Graph>& graphs, const at::Tensor& sample) {
  record.input = {static_cast<std::int64_t>(sample.nbytes())};
  record.input_values = sample.numel();
  at::Tensor value = sample;
  for (const Graph& graph : graphs) {
    const std::vector<double> macs = multiply_accumulates(graph, value);
    const double work = std::accumulate(macs.begin(), macs.end(), 0.0);
    if (!std::isnan(work)) record.macs += std::llround(work);
    value = Executor(graph).run(value);
    record.stage_output.push_back({static_cast<std::int64_t>(value.nbytes())});
    record.parameters += parameter_count(graph);
    record.model_bytes += parameter_bytes(graph);
    for (const Node& node : graph.nodes) {
      const std::string backend = kernel_backend(node);
      if (!backend.empty()) record.kernels.push_back({node.name, backend});
    }
  }
}

/// A remark for the record: why there is no accuracy, what is in doubt about the numbers of the
/// classes, and why a model stays in TorchScript.
std::string note_of(const Subject& subject, const std::vector<Graph>& stages, bool has_accuracy) {
  std::string note;
  if (!has_accuracy) note = subject.own ? "no data: latency only" : "random weights: latency only";
  const std::string remark = subject.own ? subject.own->remark() : "";
  if (!remark.empty()) note += (note.empty() ? "" : "; ") + remark;
  if (const Node* module = find_module(stages.front())) {
    if (!note.empty()) note += "; ";
    note += "in TorchScript as one piece: there is no node for " + module->module.obstacle;
    if (module->module.int8) note += "; int8 may be slower there than float32";
  }
  return note;
}

/// The operators without settings: "early_exit(threshold=0.9)+sptq" becomes "early_exit+sptq".
std::string without_settings(std::vector<OperatorCall> calls) {
  for (OperatorCall& call : calls) call.settings.clear();
  return to_string(calls);
}

/// A name for the shipped files of a trained subject: its weights, and what the operators
/// have learnt.
std::string shipped_content(const Subject& subject, const OperatorSpec& spec) {
  std::vector<std::string> parts{read_bytes(checkpoint_path(subject))};
  const std::string prefix = std::string(subject.name) + ".";
  const std::string operators = without_settings(spec.calls());
  std::set<std::filesystem::path> learnt;
  for (const auto& entry : std::filesystem::directory_iterator(checkpoint_folder())) {
    const std::string stem = entry.path().stem().string();
    if (stem.rfind(prefix, 0) != 0) continue;
    const std::string of = stem.substr(prefix.size(), stem.find('(') - prefix.size());
    if (operators.rfind(of, 0) == 0) learnt.insert(entry.path());
  }
  for (const std::filesystem::path& path : learnt) parts.push_back(read_bytes(path));
  return content_key(parts);
}

/// The cache key: a name for everything that the result depends on.
std::string variant_key(const Subject& subject, const OperatorSpec& spec) {
  const std::string first = spec.calls().front().name();
  const std::string weights = subject.own           ? subject.own->content(first)
                              : is_trained(subject) ? shipped_content(subject, spec)
                                                    : std::string("random");
  return content_key({"variant", std::string(subject.name), spec.text(), weights, TORCH_VERSION,
                      std::to_string(kKernelRevision)});
}

/// Reads the record `key` from the cache; none if the file is damaged or has another key.
std::optional<VariantRecord> read_record(const std::filesystem::path& path,
                                         const std::string& key) {
  try {
    const auto text = unseal(key, read_bytes(path));
    if (!text) return std::nullopt;
    return protocol::variant_from(nlohmann::json::parse(*text));
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

/// Reads the record of a variant that was prepared before. False if there is none. Also false if
/// the model or the record is damaged, or belongs to another variant.
bool recall(const std::filesystem::path& model, const std::filesystem::path& record_path,
            const Progress& progress, VariantRecord& record) {
  if (!std::filesystem::exists(model) || !std::filesystem::exists(record_path)) return false;
  const std::string key = record.key;
  auto found = read_record(record_path, key);
  if (!found || !is_sealed_safetensors(model, key)) {
    progress("its files in the cache are damaged, old, or another variant's: preparing it again");
    return false;
  }
  record = std::move(*found);
  record.path = model;
  return true;
}

}  // namespace

VariantRecord prepare(const protocol::PrepareRequest& request, const Progress& progress) {
  const Subject subject = subject_of(request.subject, request.model, progress);
  VariantRecord record;
  record.key = variant_key(subject, request.operator_spec);
  const std::filesystem::path folder = cache_subfolder("variants");
  const std::filesystem::path path = folder / (record.key + ".safetensors");
  const std::filesystem::path record_path = folder / (record.key + ".json");
  if (recall(path, record_path, progress, record)) return record;

  const auto started = std::chrono::steady_clock::now();
  use_inference_settings(kEvaluationThreads);
  progress("loading weights and data");
  const Graph trained = load_model(subject);
  const SubjectInputs inputs = load_inputs(subject);
  PrepareContext context;
  context.subject = &subject;
  context.calibration = inputs.calibration;
  context.sample = inputs.sample;
  context.training = inputs.training ? &*inputs.training : nullptr;
  context.progress = progress;
  // What operators learn on a user's own data has a folder of its own.
  if (subject.own) {
    context.learnt_folder = cache_subfolder("learnt") / subject.own->content("");
    std::filesystem::create_directories(context.learnt_folder);
  }

  const Variant variant = apply_operators(request.operator_spec, trained, context);
  use_inference_settings(kEvaluationThreads);  // training sets other ones
  record.subject = request.subject;
  record.operator_name = request.operator_spec.text();
  record.path = path;
  describe(record, variant.stages, inputs.sample);
  if (inputs.test) {
    progress(fmt::format("evaluating on {} test items", inputs.test->size()));
    evaluate(record, variant.stages, *inputs.test);
  }
  record.note = note_of(subject, variant.stages, inputs.test.has_value());

  TensorFile file;
  put_stages(variant.stages, file);
  write_sealed_safetensors(path, file, record.key);
  record.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
  record.prepare_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  write_bytes(record_path, seal(record.key, protocol::to_json(record).dump()));
  return record;
}

std::vector<Graph> load_stages(const VariantRecord& variant) {
  try {
    const TensorFile file = read_safetensors(variant.path);
    const auto key = file.metadata.find(kSealKey);
    if (key == file.metadata.end() || key->second != variant.key)
      throw std::invalid_argument("belongs to another variant");
    std::vector<Graph> stages = get_stages(file);
    if (stages.size() != variant.stage_output.size())
      throw std::invalid_argument("has another number of stages");
    return stages;
  } catch (const std::invalid_argument& problem) {
    throw UserError(
        fmt::format("{}: not a prepared model: {} (remove it to have it prepared again)",
                    variant.path, problem.what()));
  } catch (const nlohmann::json::exception& problem) {
    throw UserError(
        fmt::format("{}: not a prepared model: {} (remove it to have it prepared again)",
                    variant.path, problem.what()));
  }
}

}  // namespace tiersim::models
