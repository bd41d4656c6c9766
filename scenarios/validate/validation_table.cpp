#include "scenarios/validate/validation_table.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "scenarios/terminal/text_table.h"

namespace tiersim {
namespace {

std::string as_ms(double ns) { return std::isnan(ns) ? "-" : fmt::format("{:.3f}", ns / 1e6); }

std::string as_percent(double fraction) {
  return std::isnan(fraction) ? "-" : fmt::format("{:+.1f}", 100 * fraction);
}

/// The part to blame, and its simulated mean minus its emulated mean.
std::string blame_of(const ComparedScenario& compared) {
  const auto part = compared.parts.find(compared.blame);
  if (part == compared.parts.end()) return compared.blame;
  return fmt::format("{} {:+.3f} ms", compared.blame, part->second.difference() / 1e6);
}

std::vector<std::string> line_of(const ValidatedScenario& scenario) {
  const ComparedScenario& compared = scenario.compared;
  std::vector<std::string> line{scenario.subject, scenario.operator_name, scenario.deployment};
  for (const SweepValue& value : scenario.sweep) line.push_back(value.text);
  for (const ComparedQuantile* quantile : {&compared.median, &compared.p95})
    line.insert(line.end(), {as_ms(quantile->simulated.value), as_ms(quantile->emulated.value),
                             as_percent(quantile->error)});
  line.emplace_back(name_of(compared.verdict));
  line.push_back(blame_of(compared));
  return line;
}

std::string scenario_lines(const std::vector<ValidatedScenario>& scenarios) {
  std::vector<std::vector<std::string>> table{{"subject", "operator", "deployment"}};
  if (!scenarios.empty())
    for (const SweepValue& value : scenarios[0].sweep) table[0].push_back(sweep_title(value.path));
  const std::size_t texts = table[0].size();
  table[0].insert(table[0].end(), {"median ms", "emulated", "error %", "p95 ms", "emulated",
                                   "error %", "verdict", "part to blame"});
  for (const ValidatedScenario& scenario : scenarios) table.push_back(line_of(scenario));
  return text_table(table, texts, texts + 6);
}

/// The point of the sweep in words: " at edge-cloud.bandwidth 10 Mbps". Empty without a sweep.
std::string in_words(const std::vector<SweepValue>& sweep) {
  std::string text;
  for (const SweepValue& value : sweep)
    text +=
        fmt::format("{} {} {}", text.empty() ? " at" : ",", sweep_title(value.path), value.text);
  return text;
}

std::string decision_line(const ValidatedDecision& row) {
  const Decision& decision = row.decision;
  return fmt::format(
      "{}{}: simulation chooses {} on {}, emulation {} on {}: {:.1f} % slower{}\n", row.subject,
      in_words(row.sweep), decision.simulated_operator, decision.simulated_deployment,
      decision.emulated_operator, decision.emulated_deployment, 100 * decision.regret,
      decision.agreement == Agreement::tie ? ", which is within the emulation's noise (a tie)"
                                           : "");
}

std::string worst_line(const char* statistic, const ErrorSummary& errors,
                       const std::vector<ValidatedScenario>& scenarios) {
  const ValidatedScenario& worst = scenarios[errors.worst_scenario];
  return fmt::format("worst {} error: {:.2f} %, {} {} on {}{}\n", statistic, 100 * errors.worst,
                     worst.subject, worst.operator_name, worst.deployment, in_words(worst.sweep));
}

}  // namespace

std::string validation_table(const Validation& validation) {
  const std::vector<ValidatedScenario>& scenarios = validation.scenarios;
  const ValidationSummary summary = summary_of(validation);
  std::string text = scenario_lines(scenarios) + "\n";
  for (std::size_t id = 0; id < scenarios.size(); ++id)
    if (!scenarios[id].compared.is_valid())
      text += fmt::format("{}: invalid: {}\n", id, scenarios[id].compared.problem);
  for (const ValidatedDecision& row : validation.decisions)
    if (row.decision.agreement != Agreement::yes) text += decision_line(row);
  if (summary.invalid > 0)
    text += fmt::format("{} of {} scenarios are invalid; the figures below leave them out\n",
                        summary.invalid, scenarios.size());
  if (!std::isnan(summary.median.worst))
    text +=
        worst_line("median", summary.median, scenarios) + worst_line("p95", summary.p95, scenarios);
  return text + summary_line(summary) + "\n";
}

}  // namespace tiersim
