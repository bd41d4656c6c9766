#include "scenarios/run/trust/gather_evidence.h"

#include "scenarios/run/trust/fidelity_error.h"
#include "scenarios/run/trust/message_totals.h"
#include "scenarios/run/trust/profile_interval.h"
#include "scenarios/run/trust/theory_check.h"
#include "scenarios/run/trust/utilisation.h"

namespace tiersim {

Evidence gather_evidence(const FinishedRun& run) {
  const std::vector<MessageTotal> totals = message_totals(run);
  Evidence evidence;
  evidence.tiers = tier_uses(run);
  evidence.links = link_uses(run, totals);
  evidence.fidelity = fidelity_evidence(run, totals);
  if (run.emulated) return evidence;  // computes itself, and has no waits of one queue to check
  evidence.profiles = profile_evidence(run.scenario);
  evidence.theory = check_theory(run);
  return evidence;
}

}  // namespace tiersim
