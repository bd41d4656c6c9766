#include "scenarios/validate/compare/compare_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiersim {
namespace {

double mean_in(const ScenarioRound& round, const std::string& part) {
  const auto found = round.part_mean.find(part);
  return found == round.part_mean.end() ? 0 : found->second;
}

/// The mean over the requests of all rounds. A round counts by the number of its requests.
double mean_of(const std::vector<ScenarioRound>& rounds, const std::string& part) {
  double sum = 0, requests = 0;
  for (const ScenarioRound& round : rounds) {
    const auto count = static_cast<double>(round.latency.size());
    sum += mean_in(round, part) * count;
    requests += count;
  }
  return requests > 0 ? sum / requests : std::numeric_limits<double>::quiet_NaN();
}

double range_of(const std::vector<ScenarioRound>& rounds, const std::string& part) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (const ScenarioRound& round : rounds) {
    least = std::min(least, mean_in(round, part));
    most = std::max(most, mean_in(round, part));
  }
  return most - least;
}

}  // namespace

std::map<std::string, ComparedPart> compare_parts(const ScenarioRounds& rounds) {
  std::map<std::string, ComparedPart> parts;
  for (const auto* half : {&rounds.simulated, &rounds.emulated}) {
    for (const ScenarioRound& round : *half) {
      for (const auto& [part, mean] : round.part_mean) {
        if (parts.count(part) > 0) continue;
        parts[part] = {mean_of(rounds.simulated, part), mean_of(rounds.emulated, part),
                       range_of(rounds.emulated, part)};
      }
    }
  }
  return parts;
}

std::string part_to_blame(const std::map<std::string, ComparedPart>& parts) {
  const auto worst = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return std::abs(a.second.difference()) < std::abs(b.second.difference());
  });
  if (worst == parts.end()) return "";
  const ComparedPart& part = worst->second;
  return std::abs(part.difference()) > part.emulated_range ? worst->first : "";
}

}  // namespace tiersim
