#pragma once

#include <string>
#include <vector>

#include "scenarios/validate/compare/compare_decisions.h"
#include "scenarios/validate/compare/compare_scenario.h"
#include "scenarios/validate/compare/validation_summary.h"
#include "sim/results/results.h"

namespace tiersim {

/// A scenario with the comparison of its two halves.
struct ValidatedScenario {
  std::string subject, operator_name, deployment;
  std::vector<SweepValue> sweep;
  ComparedScenario compared;
};

/// A decision about one subject at one point of the sweep.
struct ValidatedDecision {
  std::string subject;
  std::vector<SweepValue> sweep;
  Decision decision;
};

/// How far the simulation of a study and its emulation are apart.
struct Validation {
  std::vector<ValidatedScenario> scenarios;  ///< in the order of their ids
  std::vector<ValidatedDecision> decisions;
};

/// The decisions of a study: one for each subject and point of the sweep that has at least two
/// valid scenarios. Their order is that of the first scenario of each.
std::vector<ValidatedDecision> decisions_of(const std::vector<ValidatedScenario>& scenarios);

/// The validation in a few figures.
ValidationSummary summary_of(const Validation& validation);

}  // namespace tiersim
