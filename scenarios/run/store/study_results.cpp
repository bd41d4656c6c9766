#include "scenarios/run/store/study_results.h"

#include <fmt/format.h>

#include <utility>

#include "scenarios/run/store/provenance.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostEarly = 16 << 20;  // bytes

}  // namespace

StudyResults::StudyResults(const ExpandedStudy& study, const MeasuredStudy& measured,
                           const std::filesystem::path& output)
    : study_(study), measured_(measured), routes_(study), file_(output, routes_.different()) {}

void StudyResults::add(std::size_t scenario, const std::string& packed) {
  if (scenario != next_) {
    // If there are too many, finish() reads them from the journal.
    if (early_bytes_ + packed.size() > kMostEarly) return;
    early_.emplace(scenario, packed);
    early_bytes_ += packed.size();
    return;
  }
  write(scenario, packed);
  while (!early_.empty() && early_.begin()->first == next_) {
    write(next_, early_.begin()->second);
    early_bytes_ -= early_.begin()->second.size();
    early_.erase(early_.begin());
  }
}

void StudyResults::write(std::size_t scenario, const std::string& packed) {
  const Route& route = routes_.of(scenario);
  PackedResult result(packed, route.size());
  const std::string& status = result.scenario.status;
  if (status != "ok" && bad_.count++ == 0)
    bad_.first = fmt::format("{}: {}: {}", scenario, status, result.scenario.reason);
  file_.add(result, study_.points[study_.scenarios[scenario].point].values, route);
  next_ = scenario + 1;
}

Shortcomings StudyResults::finish(const Journal& journal, bool complete,
                                  const std::string& command) {
  early_.clear();
  journal.for_each_from(
      next_, [this](std::size_t scenario, const std::string& packed) { write(scenario, packed); });
  Results rest;
  rest.attributes = provenance_of(study_, measured_, command);
  rest.attributes["complete"] = complete ? "yes" : "no";
  for (const auto& [id, measured] : measured_.profiles) {
    StageProfile& profile = rest.profiles.emplace_back(measured);
    profile.tier_settings = describe(id.tier);
    const auto variant = measured_.variants.find(id.variant);
    if (variant != measured_.variants.end()) profile.accuracy = variant->second.accuracy;
  }
  rest.files = study_.files;
  rest.variants = measured_.variants;
  rest.cuts = measured_.cuts;
  file_.finish(rest);
  return bad_;
}

}  // namespace tiersim
