#include "models/operators/learnt.h"

#include <fmt/format.h>

#include "models/ir/graph_file.h"
#include "models/subjects/subject.h"
#include "models/weights/sealed_safetensors.h"
#include "sim/base/cache.h"
#include "sim/base/content_key.h"
#include "sim/base/partial_file.h"

namespace tiersim::models {
namespace {

/// A key of the graph that training starts from, and of the recipe.
std::string origin_of(const LearntGraph& wanted) {
  std::vector<std::string> parts = wanted.recipe;
  parts.push_back(graph_key(wanted.from));
  return content_key(parts);
}

std::map<std::string, at::Tensor> tensors_of(const Graph& graph) {
  TensorFile file;
  put_stages({graph}, file);
  return file.tensors;
}

/// Stores only tensors that differ from those of `wanted.from`, matrices in float16.
void save(const Graph& graph, const LearntGraph& wanted, const std::filesystem::path& path) {
  TensorFile file;
  put_stages({graph}, file);
  file.metadata["origin"] = origin_of(wanted);
  for (const auto& [name, tensor] : tensors_of(wanted.from)) {
    const auto mine = file.tensors.find(name);
    if (mine != file.tensors.end() && mine->second.scalar_type() == tensor.scalar_type() &&
        at::equal(mine->second, tensor))
      file.tensors.erase(mine);
  }
  halve_matrices(file);
  write_sealed_safetensors(path, file, origin_of(wanted));
}

/// Reads a learnt graph. False if the file is missing or has another origin.
bool load(const LearntGraph& wanted, const std::filesystem::path& path, Graph& graph) {
  if (!std::filesystem::exists(path)) return false;
  TensorFile file = read_safetensors(path);
  if (file.metadata["origin"] != origin_of(wanted)) return false;
  to_float32(file);
  for (const auto& [name, tensor] : tensors_of(wanted.from)) file.tensors.emplace(name, tensor);
  graph = get_stages(file).at(0);
  return true;
}

/// Reads a learnt graph from the cache. False also if the file is damaged or another graph's.
bool load_sealed(const LearntGraph& wanted, const std::filesystem::path& path, Graph& graph) {
  return is_sealed_safetensors(path, origin_of(wanted)) && load(wanted, path, graph);
}

}  // namespace

Graph find_or_learn(const LearntGraph& wanted, const Progress& progress,
                    const std::filesystem::path& given) {
  Graph graph;
  const std::string file_name = wanted.name + ".safetensors";
  if (load(wanted, checkpoint_folder() / file_name, graph)) return graph;
  const std::string origin = origin_of(wanted);
  const std::filesystem::path cache =
      cache_subfolder("learnt") /
      (given.empty() ? origin : content_key({origin, std::filesystem::absolute(given).string()}));
  std::filesystem::create_directories(cache);
  remove_abandoned_partials(cache);
  const std::filesystem::path path = (given.empty() ? cache : given) / file_name;
  if (load_sealed(wanted, path, graph)) return graph;
  progress(
      fmt::format("training {}: no checkpoint of it fits, this may take minutes", wanted.name));
  save(wanted.make(cache / "state.safetensors"), wanted, path);
  if (!load_sealed(wanted, path, graph))
    throw std::logic_error("what was just learnt cannot be read back");
  return graph;
}

std::string learnt_name(const PrepareContext& context) {
  return context.subject->name + "." + to_string(context.applied);
}

TrainingConfig fine_tuning(const TrainingConfig& config, int epochs, double rate) {
  constexpr std::int64_t kMostSteps = 300;  // a trained model needs far less than an epoch
  TrainingConfig result = config;
  result.epochs = epochs;
  result.threads = 1;
  if (result.optimizer == Optimizer::sgd) result.most_steps = kMostSteps;
  result.peak_learning_rate *= rate;
  return result;
}

std::string describe(const TrainingConfig& config) {
  const std::string least = config.least_steps > 0 ? fmt::format(" {}", config.least_steps) : "";
  return fmt::format("{} {} {} {} {} {} {} {} {} {}{}", static_cast<int>(config.optimizer),
                     config.epochs, config.batch_size, config.peak_learning_rate,
                     config.weight_decay, config.label_smoothing, config.augment, config.most_steps,
                     config.threads, config.seed, least);
}

}  // namespace tiersim::models
