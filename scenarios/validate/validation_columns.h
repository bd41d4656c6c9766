#pragma once

#include <array>
#include <string>

#include "scenarios/validate/validation.h"

namespace tiersim {

// The columns of a validation file that every validation has.

/// The beginnings of names of columns that belong to one half.
inline const std::string kSimulatedPrefix = "simulated_", kEmulatedPrefix = "emulated_";

/// A statistic whose columns begin with `name`, or contain it.
struct Statistic {
  const char* name;
  ComparedQuantile ComparedScenario::*member;
};
inline constexpr std::array kStatistics{Statistic{"median", &ComparedScenario::median},
                                        Statistic{"p95", &ComparedScenario::p95},
                                        Statistic{"p99", &ComparedScenario::p99}};

/// A column of /validation for each statistic. `{}` stands for the name of the statistic.
struct StatisticColumn {
  const char *name, *unit, *description;
  double& (*figure)(ComparedQuantile&);
};
inline constexpr std::array kStatisticColumns{
    StatisticColumn{"simulated_{}_ns", "ns", "{} latency of the simulated rounds together",
                    [](ComparedQuantile& q) -> double& { return q.simulated.value; }},
    StatisticColumn{"simulated_{}_low_ns", "ns", "95 % confidence interval; NaN where unbounded",
                    [](ComparedQuantile& q) -> double& { return q.simulated.low; }},
    StatisticColumn{"simulated_{}_high_ns", "ns", "95 % confidence interval; NaN where unbounded",
                    [](ComparedQuantile& q) -> double& { return q.simulated.high; }},
    StatisticColumn{"emulated_{}_ns", "ns", "{} latency of the emulated rounds together",
                    [](ComparedQuantile& q) -> double& { return q.emulated.value; }},
    StatisticColumn{"emulated_{}_low_ns", "ns", "95 % confidence interval; NaN where unbounded",
                    [](ComparedQuantile& q) -> double& { return q.emulated.low; }},
    StatisticColumn{"emulated_{}_high_ns", "ns", "95 % confidence interval; NaN where unbounded",
                    [](ComparedQuantile& q) -> double& { return q.emulated.high; }},
    StatisticColumn{"{}_error", "1", "(simulated - emulated) / emulated",
                    [](ComparedQuantile& q) -> double& { return q.error; }},
    StatisticColumn{"{}_repeatability", "1",
                    "range of the {} over the emulated rounds, divided by the emulated one",
                    [](ComparedQuantile& q) -> double& { return q.repeatability; }}};

/// A column of texts of /validation.
struct ScenarioText {
  const char *name, *description;
  std::string (*text)(const ValidatedScenario&);
};
inline const std::array kScenarioTexts{
    ScenarioText{"subject", "model family at one size",
                 [](const ValidatedScenario& row) { return row.subject; }},
    ScenarioText{"operator", "rewrites of the model, left to right",
                 [](const ValidatedScenario& row) { return row.operator_name; }},
    ScenarioText{"deployment", "tiers that compute",
                 [](const ValidatedScenario& row) { return row.deployment; }},
    ScenarioText{"status", "ok, or invalid: not ok in a round",
                 [](const ValidatedScenario& row) -> std::string {
                   return row.compared.is_valid() ? "ok" : "invalid";
                 }},
    ScenarioText{"reason", "why it is invalid: half, round and reason",
                 [](const ValidatedScenario& row) { return row.compared.problem; }},
    ScenarioText{"blame", "part whose means differ most, beyond the emulation's own differences",
                 [](const ValidatedScenario& row) { return row.compared.blame; }},
    ScenarioText{
        "verdict", "agrees, within noise, off or invalid",
        [](const ValidatedScenario& row) -> std::string { return name_of(row.compared.verdict); }}};

/// A column of texts of /decisions.
struct DecisionText {
  const char *name, *description;
  std::string (*text)(const ValidatedDecision&);
};
inline const std::array kDecisionTexts{
    DecisionText{"subject", "model family at one size",
                 [](const ValidatedDecision& row) { return row.subject; }},
    DecisionText{"simulated_operator", "operator of the fastest choice by simulation",
                 [](const ValidatedDecision& row) { return row.decision.simulated_operator; }},
    DecisionText{"simulated_deployment", "deployment of the fastest choice by simulation",
                 [](const ValidatedDecision& row) { return row.decision.simulated_deployment; }},
    DecisionText{"emulated_operator", "operator of the fastest choice by emulation",
                 [](const ValidatedDecision& row) { return row.decision.emulated_operator; }},
    DecisionText{"emulated_deployment", "deployment of the fastest choice by emulation",
                 [](const ValidatedDecision& row) { return row.decision.emulated_deployment; }},
    DecisionText{"agree", "yes, no, or tie: the emulation does not tell both choices apart",
                 [](const ValidatedDecision& row) -> std::string {
                   return name_of(row.decision.agreement);
                 }}};

}  // namespace tiersim
