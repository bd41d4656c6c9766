#include "scenarios/run/trust/set_trust.h"

#include "scenarios/run/trust/trust.h"
#include "scenarios/run/trust/trust_figures.h"

namespace tiersim {

void set_trust(Evidence evidence, ScenarioRecord& scenario) {
  if (scenario.status != "ok")
    evidence.problem =
        scenario.reason.empty() ? "the scenario is " + scenario.status : scenario.reason;
  const Trust trust = trust_of(evidence);
  scenario.trust = name_of(trust.word);
  scenario.trust_reason = trust.reason;
  scenario.trust_figures = figures_text(evidence);
}

}  // namespace tiersim
