#include "scenarios/goal/candidates.h"

#include <algorithm>
#include <cmath>

#include "scenarios/goal/latency_figure.h"
#include "sim/records/scenario_record.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/read_fields.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kNormal95 = 1.959963984540054;  // 97.5 % of a normal variable is below it

/// The last two parts of a path.
std::string short_title(const std::string& path) {
  const std::size_t last = path.rfind('.');
  if (last == std::string::npos || last == 0) return path;
  const std::size_t before = path.rfind('.', last - 1);
  return before == std::string::npos ? path : path.substr(before + 1);
}

/// The columns of a results file that figures are made from.
class Figures {
 public:
  Figures(const Hdf5Reader& file, const std::filesystem::path& path)
      : path_(path),
        latency_(file.integers("/requests/latency_ns")),
        inputs_(file.integers("/requests/sample")),
        outcome_(file.texts("/requests/outcome")),
        items_(file.integers("/variants/prediction_count")) {
    if (outcome_.size() != latency_.size() || inputs_.size() != latency_.size())
      fail_as_damaged(path, "/requests");
  }

  std::vector<Figure> of(const ScenarioRecord& scenario, const std::vector<Criterion>& criteria) {
    const std::vector<double> latencies = sorted_latencies(scenario);
    const std::size_t independent = independent_inputs(scenario);
    std::vector<Figure> figures;
    for (const Criterion& criterion : criteria) {
      if (criterion.quantile > 0)
        figures.push_back(quantiles_.estimate(latencies, criterion.quantile, independent));
      else if (criterion.name == "accuracy")
        figures.push_back(accuracy_figure(scenario.accuracy, items_of(scenario)));
      else
        figures.push_back({scenario.energy});
    }
    return figures;
  }

 private:
  std::size_t first_of(const ScenarioRecord& scenario) const {
    const auto total = static_cast<std::int64_t>(latency_.size());
    const std::int64_t first = scenario.first_request, count = scenario.request_count;
    if (first < 0 || first > total || count > total - first) fail_as_damaged(path_, "/scenarios");
    return static_cast<std::size_t>(first);
  }

  std::vector<double> sorted_latencies(const ScenarioRecord& scenario) const {
    const std::size_t first = first_of(scenario);
    std::vector<double> latencies;
    for (std::size_t row = first; row < first + static_cast<std::size_t>(scenario.request_count);
         ++row) {
      const bool answered = outcome_[row] == "ok" || outcome_[row] == "late";
      latencies.push_back(answered ? static_cast<double>(latency_[row]) : kNever);
    }
    std::sort(latencies.begin(), latencies.end());
    return latencies;
  }

  std::size_t independent_inputs(const ScenarioRecord& scenario) const {
    const auto first = inputs_.begin() + static_cast<std::ptrdiff_t>(first_of(scenario));
    return count_independent({first, first + scenario.request_count});
  }

  std::int64_t items_of(const ScenarioRecord& scenario) const {
    const std::int64_t row = scenario.variant;
    return row >= 0 && row < static_cast<std::int64_t>(items_.size())
               ? items_[static_cast<std::size_t>(row)]
               : 0;
  }

  const std::filesystem::path& path_;
  Integers latency_, inputs_;
  Texts outcome_;
  Integers items_;
  LatencyQuantiles quantiles_;
};

std::vector<SweptCell> cells_of(const Hdf5Reader& file, const std::string& column) {
  std::vector<SweptCell> cells;
  if (file.unit_of(column).empty())
    for (std::string& text : file.texts(column)) cells.emplace_back(std::move(text));
  else
    for (const double number : file.numbers(column)) cells.emplace_back(number);
  return cells;
}

void add_swept(const Hdf5Reader& file, const std::filesystem::path& path, CandidateTable& table) {
  const std::string prefix = "sweep.";
  for (const std::string& name : file.names_in("/scenarios")) {
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string column = "/scenarios/" + name;
    table.columns.push_back({short_title(name.substr(prefix.size())), file.unit_of(column)});
    const std::vector<SweptCell> cells = cells_of(file, column);
    if (cells.size() != table.candidates.size()) fail_as_damaged(path, column);
    for (std::size_t i = 0; i < cells.size(); ++i) table.candidates[i].swept.push_back(cells[i]);
  }
}

}  // namespace

CandidateTable read_candidates(const std::filesystem::path& results,
                               const std::vector<Criterion>& criteria) {
  const Hdf5Reader file(results);
  check_schema(file, results);
  Figures figures(file, results);
  CandidateTable table;
  for (const ScenarioRecord& scenario :
       read_fields<ScenarioRecord>(file, results, "/scenarios", kScenarioFields)) {
    GoalCandidate candidate{scenario.subject,
                            scenario.operator_name + " on " + scenario.deployment,
                            scenario.deployment,
                            scenario.status == "ok" && scenario.request_count > 0,
                            {},
                            {},
                            {}};
    if (candidate.is_usable) {
      candidate.figures = figures.of(scenario, criteria);
      candidate.judgement = judge(criteria, candidate.figures);
    }
    table.candidates.push_back(std::move(candidate));
  }
  add_swept(file, results, table);
  return table;
}

Figure accuracy_figure(double accuracy, std::int64_t items) {
  Figure figure{accuracy};
  if (items <= 0 || std::isnan(accuracy)) return figure;
  const auto n = static_cast<double>(items);
  const double square = kNormal95 * kNormal95, scale = 1 + square / n;
  const double middle = (accuracy + square / (2 * n)) / scale;
  const double half =
      kNormal95 * std::sqrt(accuracy * (1 - accuracy) / n + square / (4 * n * n)) / scale;
  figure.low = middle - half;
  figure.high = middle + half;
  return figure;
}

}  // namespace tiersim
