#include "scenarios/run/store/study_results.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "scenarios/run/scenario/run_scenario.h"
#include "scenarios/run/store/packed_result.h"
#include "scenarios/run/store/provenance.h"
#include "sim/results/write_requests.h"

namespace tiersim {
namespace {

constexpr std::size_t kMostEarly = 16 << 20;  // bytes

std::set<std::string> columns_of(const Routes& routes) {
  std::set<std::string> steps;
  for (const Route& route : routes.different())
    for (const auto& [name, parts] : step_columns(route)) steps.insert(name);
  return steps;
}

}  // namespace

StudyResults::StudyResults(const ExpandedStudy& study, const MeasuredStudy& measured,
                           const std::filesystem::path& output)
    : study_(study), measured_(measured), routes_(study), file_(output, columns_of(routes_)) {}

void StudyResults::add(std::size_t scenario, const std::string& result) {
  if (scenario != next_) {
    // Those that would be too many are read from the journal, with all that follows them.
    if (early_bytes_ + result.size() > kMostEarly) return;
    early_.emplace(scenario, result);
    early_bytes_ += result.size();
    return;
  }
  write(scenario, result);
  while (!early_.empty() && early_.begin()->first == next_) {
    write(next_, early_.begin()->second);
    early_bytes_ -= early_.begin()->second.size();
    early_.erase(early_.begin());
  }
}

void StudyResults::write(std::size_t scenario, const std::string& packed) {
  ScenarioResult result = name_scenario(study_, scenario, measured_);
  result.route = routes_.of(scenario);
  const RequestTable requests = unpack(packed, result);
  if (result.status != "ok" && bad_.count++ == 0)
    bad_.first = fmt::format("{}: {}: {}", scenario, result.status, result.reason);
  file_.add(std::move(result), requests);
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
  for (const auto& [id, profile] : measured_.profiles) {
    rest.profiles.push_back(profile);
    rest.settings.push_back(std::get<3>(id));
  }
  rest.files = study_.files;
  rest.variants = measured_.variants;
  rest.cuts = measured_.cuts;
  file_.finish(rest);
  return bad_;
}

}  // namespace tiersim
