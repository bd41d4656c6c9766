#include "scenarios/terminal/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "scenarios/goal/goal_of_results.h"
#include "scenarios/goal/sentences.h"
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

/// The goal of a results file, and how its scenarios meet it.
struct GoalReport {
  std::vector<Criterion> criteria;  ///< empty if the study has no goal
  CandidateTable table;
  std::string answer;  ///< a line for each sentence

  /// "surely", "probably", "probably not" or "surely not"; "-" if the scenario has no figures.
  std::string word(std::size_t row) const {
    const GoalCandidate& candidate = table.candidates.at(row);
    return candidate.is_usable ? name_of(candidate.judgement.sureness) : "-";
  }
  std::string p99_ms(std::size_t row) const {
    const GoalCandidate& candidate = table.candidates.at(row);
    return candidate.is_usable && std::isfinite(candidate.figures[0].value)
               ? number(candidate.figures[0].value / 1e6, 3)
               : "-";
  }
  bool has_p99() const { return !criteria.empty() && criteria[0].name == "p99"; }
};

GoalReport report_goal(const std::filesystem::path& results) {
  const Goal goal = goal_of_results(results);
  GoalReport report{criteria_of(goal), {}, ""};
  if (report.criteria.empty()) return report;
  report.table = read_candidates(results, report.criteria);
  for (const std::string& line : goal_sentences(report.table, report.criteria, goal.prefer))
    report.answer += line + "\n";
  return report;
}

}  // namespace

std::string summary_table(const std::filesystem::path& results) {
  const Summary summary = read_summary(results);
  const GoalReport goal = report_goal(results);
  std::vector<std::vector<std::string>> table{{"subject", "operator", "deployment"}};
  for (const std::string& path : summary.sweep_paths) table[0].push_back(sweep_title(path));
  const std::size_t texts = table[0].size();
  const bool energy = std::any_of(summary.rows.begin(), summary.rows.end(),
                                  [](const SummaryRow& row) { return !std::isnan(row.energy); });
  const bool all_in_time = std::all_of(
      summary.rows.begin(), summary.rows.end(),
      [](const SummaryRow& row) { return std::isnan(row.in_time) || row.in_time == 1; });
  table[0].insert(table[0].end(), {"median ms", "p95 ms"});
  if (goal.has_p99()) table[0].emplace_back("p99 ms");
  table[0].emplace_back("accuracy %");
  if (!all_in_time) table[0].emplace_back("in time %");
  if (energy) table[0].emplace_back("energy mJ (model)");
  const bool trust = std::any_of(summary.rows.begin(), summary.rows.end(),
                                 [](const SummaryRow& row) { return !row.trust.empty(); });
  if (!goal.criteria.empty()) table[0].emplace_back("meets goal");
  if (trust) table[0].emplace_back("trust");
  table[0].emplace_back("status");
  for (std::size_t i = 0; i < summary.rows.size(); ++i) {
    const SummaryRow& row = summary.rows[i];
    std::vector<std::string> line{row.subject, row.operator_name, row.deployment};
    line.insert(line.end(), row.sweep.begin(), row.sweep.end());
    line.insert(line.end(), {number(row.median_ms, 3), number(row.p95_ms, 3)});
    if (goal.has_p99()) line.push_back(goal.p99_ms(i));
    line.push_back(number(100 * row.accuracy, 2));
    if (!all_in_time) line.push_back(number(100 * row.in_time, 1));
    if (energy) line.push_back(number(1e3 * row.energy, 2));
    if (!goal.criteria.empty()) line.push_back(goal.word(i));
    if (trust) line.push_back(trust_text(row));
    line.push_back(row.reason.empty() ? row.status : row.status + ": " + row.reason);
    table.push_back(std::move(line));
  }
  std::string text = goal.answer.empty() ? "" : goal.answer + "\n";
  if (!summary.question.empty()) text += summary.question + "\n\n";
  text += text_table(table, texts, table[0].size() - 1);
  if (summary.complete != "yes")
    text += "\nINCOMPLETE: the study was interrupted; what had finished is shown.\n";
  return text;
}

}  // namespace tiersim
