#include "scenarios/run/trust/trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/run/trust/trust_limits.h"

namespace tiersim {
namespace {

/// Keeps the worst of the findings that it gets. Of findings with one word, a figure comes before a
/// condition. The first of equal ones stays.
class WorstFinding {
 public:
  void add(const TrustLimit& limit, double value, std::string sentence) {
    add(word_of(limit, value), closeness_of(limit, value), std::move(sentence));
  }
  void add(const TrustCondition& condition, std::string sentence) {
    add(condition.word, 0, std::move(sentence));
  }
  const Trust& trust() const { return worst_; }

 private:
  void add(TrustWord word, double closeness, std::string sentence) {
    const bool is_worse = word != worst_.word ? word > worst_.word : closeness > closeness_;
    if (!is_worse) return;
    worst_ = {word, std::move(sentence)};
    closeness_ = closeness;
  }

  Trust worst_{TrustWord::good, "nothing that is known speaks against it"};
  double closeness_{-1};
};

/// A share in per cent, rounded up to 0.01 %, because it says how far off something is at most.
std::string per_cent(double share) {
  const double value = std::max(0.01, 100 * share);
  return fmt::format("{:.{}f} %", value, value < 0.095 ? 2 : value < 9.95 ? 1 : 0);
}

std::string busy_sentence(const std::string& what, double share) {
  return fmt::format("{} is busy {:.3g} % of the time", what, 100 * share);
}

void judge_use(const Evidence& evidence, WorstFinding& worst) {
  for (const Use& tier : evidence.tiers)
    if (tier.is_judged)
      worst.add(kUtilisationLimit, tier.share, busy_sentence(tier.name, tier.share));
  for (const Use& link : evidence.links)
    if (link.is_judged)
      worst.add(kUtilisationLimit, link.share, busy_sentence("the link " + link.name, link.share));
}

void judge_theory(const TheoryEvidence& theory, WorstFinding& worst) {
  if (theory.form.empty()) return;
  if (!theory.is_made())
    return worst.add(
        kTooFewRequests,
        fmt::format(
            "{} requests are too few to know the mean wait at {:.0f} % load ({} are enough)",
            theory.requests, 100 * theory.load, theory.needed));
  worst.add(kTheoryLimit, theory.distance,
            fmt::format("the mean wait is {:.3g} ms, by {} {:.3g} ms", theory.simulated / 1e6,
                        theory.form, theory.wait / 1e6));
}

void judge_fidelity(const FidelityEvidence& fidelity, WorstFinding& worst) {
  if (fidelity.error == 0 && fidelity.untested.empty()) return;  // the reference, or not simulated
  worst.add(kFidelityLimit, fidelity.error,
            fmt::format("{} is off by up to {} of the latency here", fidelity.name,
                        per_cent(fidelity.error)));
  if (!fidelity.untested.empty())
    worst.add(kNotTested,
              fmt::format("{} was not tested with {}", fidelity.name, fidelity.untested));
}

void judge_profile(const ProfileEvidence& profile, WorstFinding& worst) {
  worst.add(kProfileLimit, profile.interval,
            std::isinf(profile.interval)
                ? fmt::format("the service time on {} has only {} sample{}", profile.tier,
                              profile.samples, profile.samples == 1 ? "" : "s")
                : fmt::format("the median service time on {} is known within {}", profile.tier,
                              per_cent(profile.interval)));
  if (!profile.stable) worst.add(kUnstable, "the profile of " + profile.tier + " is not stable");
  if (profile.extrapolated)
    worst.add(kExtrapolated, "the times on " + profile.tier + " were calculated, not measured");
  if (profile.imported)
    worst.add(kImported, fmt::format("the {} times on {} were not measured here", profile.samples,
                                     profile.tier));
}

}  // namespace

Trust trust_of(const Evidence& evidence) {
  if (!evidence.problem.empty()) return {kNotOk.word, evidence.problem};
  WorstFinding worst;
  judge_use(evidence, worst);
  judge_theory(evidence.theory, worst);
  judge_fidelity(evidence.fidelity, worst);
  for (const ProfileEvidence& profile : evidence.profiles) judge_profile(profile, worst);
  return worst.trust();
}

}  // namespace tiersim
