#include "scenarios/terminal/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "scenarios/terminal/text_table.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

std::string number(double value, int decimals) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
}

/// The word and the reason. The reason of a scenario that is not ok is its status.
std::string trust_text(const SummaryRow& row) {
  const bool told = row.trust_reason.empty() || row.trust_reason == row.reason;
  return told ? row.trust : row.trust + ": " + row.trust_reason;
}

}  // namespace

std::string summary_table(const std::filesystem::path& results) {
  const Summary summary = read_summary(results);
  std::vector<std::vector<std::string>> table{{"subject", "operator", "deployment"}};
  for (const std::string& path : summary.sweep_paths) table[0].push_back(sweep_title(path));
  const std::size_t texts = table[0].size();
  const bool energy = std::any_of(summary.rows.begin(), summary.rows.end(),
                                  [](const SummaryRow& row) { return !std::isnan(row.energy); });
  const bool all_in_time = std::all_of(
      summary.rows.begin(), summary.rows.end(),
      [](const SummaryRow& row) { return std::isnan(row.in_time) || row.in_time == 1; });
  table[0].insert(table[0].end(), {"median ms", "p95 ms", "accuracy %"});
  if (!all_in_time) table[0].emplace_back("in time %");
  if (energy) table[0].emplace_back("energy mJ (model)");
  const bool trust = std::any_of(summary.rows.begin(), summary.rows.end(),
                                 [](const SummaryRow& row) { return !row.trust.empty(); });
  if (trust) table[0].emplace_back("trust");
  table[0].emplace_back("status");
  for (const SummaryRow& row : summary.rows) {
    std::vector<std::string> line{row.subject, row.operator_name, row.deployment};
    line.insert(line.end(), row.sweep.begin(), row.sweep.end());
    line.insert(line.end(),
                {number(row.median_ms, 3), number(row.p95_ms, 3), number(100 * row.accuracy, 2)});
    if (!all_in_time) line.push_back(number(100 * row.in_time, 1));
    if (energy) line.push_back(number(1e3 * row.energy, 2));
    if (trust) line.push_back(trust_text(row));
    line.push_back(row.reason.empty() ? row.status : row.status + ": " + row.reason);
    table.push_back(std::move(line));
  }
  std::string text = summary.question.empty() ? "" : summary.question + "\n\n";
  text += text_table(table, texts, table[0].size() - 1);
  if (summary.complete != "yes")
    text += "\nINCOMPLETE: the study was interrupted; what had finished is shown.\n";
  return text;
}

}  // namespace tiersim
