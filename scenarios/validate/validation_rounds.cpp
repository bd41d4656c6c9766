#include "scenarios/validate/validation_rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "sim/base/error.h"

namespace tiersim {
namespace {

const std::string kSeed = "seed";

bool is_swept(const ExpandedStudy& study, const std::string& path) {
  for (const SweepAxis& axis : study.axes)
    for (const SweptPath& swept : axis.paths)
      if (swept.path == path) return true;
  return false;
}

void check_emulate_with(const ExpandedStudy& study, const Overrides& overrides) {
  for (const auto& [path, value] : overrides.emulate_with) {
    if (path == kSeed)
      throw UserError(
          "--emulate-with seed: each round has a seed of its own, which both halves use (leave it "
          "out)");
    if (is_swept(study, path))
      throw UserError(fmt::format(
          "--emulate-with {}: the study sweeps this setting (sweep one value with --sweep {}=..., "
          "or change another setting)",
          path, path));
  }
}

bool has_same_scenarios(const ExpandedStudy& a, const ExpandedStudy& b) {
  return a.points.size() == b.points.size() &&
         std::equal(a.scenarios.begin(), a.scenarios.end(), b.scenarios.begin(), b.scenarios.end(),
                    [](const ScenarioPlan& x, const ScenarioPlan& y) {
                      return x.point == y.point && x.subject == y.subject &&
                             x.study_operator.text() == y.study_operator.text() &&
                             x.deployment == y.deployment;
                    });
}

/// The seed of a later round, as --set would set it. A sum that is too large is a mistake that
/// expand() reports.
void set_seed(Overrides& overrides, std::int64_t seed, int round) {
  const std::uint64_t sum = static_cast<std::uint64_t>(seed) + static_cast<std::uint64_t>(round);
  overrides.set.emplace_back(kSeed, fmt::format("{}", sum));
}

}  // namespace

std::vector<ValidationRound> validation_rounds(const std::filesystem::path& study,
                                               const Overrides& overrides, int rounds) {
  std::vector<ValidationRound> all;
  for (int round = 0; round < rounds; ++round) {
    Overrides own = overrides;
    if (round > 0) set_seed(own, all[0].simulated.points[0].study.seed, round);
    ExpandedStudy emulated_half = emulated(expand(Document::read(study), own));
    own.emulate_with.clear();
    ExpandedStudy simulated_half = expand(Document::read(study), own);
    if (is_swept(simulated_half, kSeed))
      throw UserError(
          fmt::format("{}: sweep.seed: each round of a validation has a seed of its own (leave it "
                      "out, and use --rounds)",
                      study.string()));
    check_emulate_with(simulated_half, overrides);
    if (!has_same_scenarios(simulated_half, emulated_half))
      throw UserError(
          "--emulate-with: changes which scenarios the study has (change a setting of tiers, links "
          "or requests)");
    all.push_back({std::move(simulated_half), std::move(emulated_half)});
  }
  return all;
}

}  // namespace tiersim
