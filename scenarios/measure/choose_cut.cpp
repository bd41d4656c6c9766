#include "scenarios/measure/choose_cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "models/catalog/catalog.h"
#include "models/catalog/composition.h"
#include "sim/error.h"
#include "sim/worker_share.h"

namespace tiersim {
namespace {

/// Of the slowest link on the way: packets pass the places between them as routers.
double bandwidth_between(const Study& study, const std::string& first, const std::string& second) {
  const std::vector<CatalogEntry>& places = known_tiers();
  const auto place = [&](const std::string& name) {
    return std::find_if(places.begin(), places.end(),
                        [&](const CatalogEntry& entry) { return entry.name == name; });
  };
  double least = std::numeric_limits<double>::infinity();
  for (auto at = place(first); at != place(second); ++at) {
    const std::string link = fmt::format("{}-{}", at->name, std::next(at)->name);
    least = std::min(least, study.links.at(link).up.value);
  }
  return least;
}

double seconds(MeasuredTime time, const TierProfile& tier) {
  return static_cast<double>(time.ns) / 1e9 / worker_share(tier).speed();
}

}  // namespace

bool leaves_cut_open(const std::string& composition) {
  return is_split(composition) &&
         parse_composition(composition).back().setting("cut", "auto") == "auto";
}

std::string before_cut(const std::string& composition) {
  std::vector<OperatorCall> calls = parse_composition(composition);
  calls.pop_back();
  return calls.empty() ? "identity" : to_string(calls);
}

std::string with_cut(const std::string& composition, const std::string& layer) {
  std::vector<OperatorCall> calls = parse_composition(composition);
  calls.back().settings["cut"] = layer;
  return to_string(calls);
}

const CutRecord& choose_cut(const std::vector<CutRecord>& cuts, const Study& study,
                            const std::string& deployment) {
  const std::vector<std::string> tiers = tiers_of(deployment);
  const TierProfile &first = study.tiers.at(tiers.at(0)), &second = study.tiers.at(tiers.at(1));
  const double bandwidth = bandwidth_between(study, tiers[0], tiers[1]);
  const auto cost = [&](const CutRecord& cut) {
    return seconds(cut.before, first) + 8.0 * static_cast<double>(cut.bytes.value) / bandwidth +
           seconds(cut.after, second);
  };
  const CutRecord* best = nullptr;
  for (const CutRecord& cut : cuts) {
    if (cut.macs_before == 0 || cut.macs_after == 0) continue;
    if (!best || cost(cut) < cost(*best)) best = &cut;
  }
  if (!best) {
    throw UserError(
        "partition: the model has no place where one tensor alone is live and both halves compute "
        "(leave partition out)");
  }
  return *best;
}

}  // namespace tiersim
