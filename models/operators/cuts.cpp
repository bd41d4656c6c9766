#include "models/operators/cuts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "models/ir/executor.h"
#include "models/operators/operator.h"

namespace tiersim::models {
namespace {

/// Multiply-accumulates of a node, from the shape of its value for one request.
double work_of(const Node& node, const at::Tensor& value) {
  const auto numbers = static_cast<double>(value.numel());
  if (node.kind == NodeKind::torchscript) return std::numeric_limits<double>::quiet_NaN();
  if (node.kind == NodeKind::attention)  // q k^T and the product with v: T D each per token
    return 2 * numbers * static_cast<double>(value.size(1));
  if (node.kind != NodeKind::conv2d && node.kind != NodeKind::linear) return 0;
  const at::Tensor& weight = node.tensors.at("weight");
  const std::int64_t reads_per_output = weight.numel() / weight.size(0);
  return numbers * static_cast<double>(reads_per_output);
}

}  // namespace

std::vector<double> multiply_accumulates(const Graph& lowered, const at::Tensor& sample) {
  std::vector<double> work;
  Executor(without_leaving(lowered)).run(sample, [&](std::size_t i, const at::Tensor& value) {
    work.push_back(work_of(lowered.nodes[i], value));
  });
  return work;
}

std::vector<Cut> find_cuts(const Graph& lowered, const at::Tensor& sample) {
  std::vector<double> work;
  std::vector<std::int64_t> bytes, dimensions;
  Executor(without_leaving(lowered)).run(sample, [&](std::size_t i, const at::Tensor& value) {
    work.push_back(work_of(lowered.nodes[i], value));
    bytes.push_back(static_cast<std::int64_t>(value.nbytes()));
    dimensions.push_back(value.dim());
  });
  const double total = std::accumulate(work.begin(), work.end(), 0.0);
  const std::vector<int> last_use = last_uses(lowered);
  std::vector<Cut> cuts;
  double done = work[0];
  int needed_until = last_use[0];  // the last reader of anything before node i
  for (std::size_t i = 1; i + 1 < lowered.nodes.size(); ++i) {
    done += work[i];
    if (needed_until <= static_cast<int>(i)) {
      cuts.push_back({static_cast<int>(i), lowered.nodes[i].name, bytes[i], dimensions[i],
                      total > 0 ? done / total : 0});
    }
    needed_until = std::max(needed_until, last_use[i]);
  }
  return cuts;
}

const Cut& find_cut(const std::vector<Cut>& cuts, std::string_view name,
                    std::string_view operator_name) {
  std::vector<std::string> names;
  for (const Cut& cut : cuts) {
    if (cut.name == name) return cut;
    names.push_back(cut.name);
  }
  throw OperatorError(fmt::format("{}: the model cannot be cut after \"{}\" (it can after {})",
                                  operator_name, name, fmt::join(names, ", ")));
}

}  // namespace tiersim::models
