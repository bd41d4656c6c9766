#include "models/measure/cut_times.h"

#include <torch/version.h>
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "models/ir/executor.h"
#include "models/measure/clocks.h"
#include "models/operators/cuts.h"
#include "models/operators/operator.h"
#include "models/prepare/computed_by.h"
#include "models/prepare/prepare.h"
#include "models/subjects/own_subject.h"
#include "models/subjects/subject_data.h"
#include "sim/base/cache.h"
#include "sim/base/content_key.h"
#include "sim/base/quantile.h"
#include "sim/base/sealed_text.h"

namespace tiersim::models {
namespace {

constexpr int kInferences = 15;  // enough to choose a cut; profiles measure the chosen one

/// For each node: the median CPU time from the start of an inference to the end of the node.
std::vector<MeasuredTime> node_times(const Graph& graph, const at::Tensor& sample) {
  const Executor executor(graph);
  executor.run(sample);  // packs the weights
  std::vector<std::vector<MeasuredTime>> ends(graph.nodes.size());
  for (int i = 0; i < kInferences; ++i) {
    const MeasuredTime started = cpu_now();
    executor.run(sample, [&](std::size_t node, const at::Tensor&) {
      ends[node].push_back({cpu_now().ns - started.ns});
    });
  }
  std::vector<MeasuredTime> medians;
  for (std::vector<MeasuredTime>& times : ends) medians.push_back(median_of(std::move(times)));
  return medians;
}

std::vector<CutRecord> measure(const Graph& graph, const at::Tensor& sample) {
  const std::vector<double> macs = multiply_accumulates(graph, sample);
  const std::vector<MeasuredTime> ends = node_times(graph, sample);
  double total = 0, done = 0;
  for (const double work : macs) total += work;
  std::vector<CutRecord> records;
  std::size_t node = 0;
  for (const Cut& cut : find_cuts(graph, sample)) {
    for (; node <= static_cast<std::size_t>(cut.node); ++node) done += macs[node];
    const MeasuredTime before = ends[static_cast<std::size_t>(cut.node)];
    records.push_back({cut.name,
                       {cut.bytes},
                       std::llround(done),
                       std::llround(total - done),
                       before,
                       {std::max<std::int64_t>(0, ends.back().ns - before.ns)}});
  }
  return records;
}

/// Reads the cuts from the cache; none if the file is damaged or has another key.
std::optional<std::vector<CutRecord>> recall_cuts(const std::filesystem::path& path,
                                                  const std::string& key) {
  try {
    const auto text = unseal(key, read_bytes(path));
    if (text) return protocol::cuts_from(nlohmann::json::parse(*text));
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<CutRecord> cut_times(const protocol::PrepareRequest& request,
                                 const Progress& progress) {
  const VariantRecord variant = prepare(request, progress);
  const std::vector<Graph> stages = load_stages(variant);
  rewritable_stage({stages}, "partition");
  const std::string key = content_key({"cuts", variant.key, cpu_model(), TORCH_VERSION});
  const std::filesystem::path path = cache_subfolder("cuts") / (key + ".json");
  if (std::filesystem::exists(path)) {
    if (auto cuts = recall_cuts(path, key)) return std::move(*cuts);
    progress("the stored times of its layers are damaged or another model's: measuring them again");
  }
  progress("timing its layers, to find where to cut it");
  use_inference_settings(1);
  const Subject subject = subject_of(request.subject, request.model, progress);
  const std::vector<CutRecord> cuts = measure(stages.front(), typical_input(subject));
  write_bytes(path, seal(key, protocol::to_json(cuts).dump()));
  return cuts;
}

}  // namespace tiersim::models
