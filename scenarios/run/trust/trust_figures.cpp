#include "scenarios/run/trust/trust_figures.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace tiersim {
namespace {

/// The number with four significant digits, which keeps the text short. JSON has no infinity: null.
nlohmann::json rounded(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::stod(fmt::format("{:.4g}", value));
}

nlohmann::json shares(const std::vector<Use>& uses) {
  nlohmann::json all = nlohmann::json::object();
  for (const Use& use : uses) all[use.name] = rounded(use.share);
  return all;
}

nlohmann::json theory_json(const TheoryEvidence& theory) {
  if (theory.form.empty()) return {{"none", theory.reason}};
  nlohmann::json all{{"form", theory.form},
                     {"load", rounded(theory.load)},
                     {"wait_ns", rounded(theory.wait)},
                     {"needed_requests", theory.needed}};
  if (!theory.is_made()) return all;
  all["simulated_ns"] = rounded(theory.simulated);
  all["half_width_ns"] = rounded(theory.half_width);
  all["covers"] = theory.covers();
  return all;
}

}  // namespace

std::string figures_text(const Evidence& evidence) {
  if (evidence.tiers.empty() && evidence.links.empty() && evidence.fidelity.name.empty()) return "";
  nlohmann::json all{{"tiers", shares(evidence.tiers)}, {"links", shares(evidence.links)}};
  for (const ProfileEvidence& profile : evidence.profiles)
    all["profiles"][profile.tier] = rounded(profile.interval);
  if (!evidence.fidelity.name.empty()) {
    all["fidelity_error"] = rounded(evidence.fidelity.error);
    all["fidelity_region"] = evidence.fidelity.region;
  }
  if (!evidence.theory.form.empty() || !evidence.theory.reason.empty())
    all["theory"] = theory_json(evidence.theory);
  return all.dump();
}

}  // namespace tiersim
