#pragma once

#include <string>

#include "scenarios/run/trust/evidence.h"

namespace tiersim {

/// Returns the figures of the evidence as JSON, for the column `trust_figures` of /scenarios:
/// `tiers` and `links` (utilisation by name), `profiles` (relative half-width by tier; null if not
/// bounded), `fidelity_error` and `fidelity_region`, `theory`. Numbers have four significant
/// digits. What is not known is missing. If nothing is
/// known, the text is empty.
std::string figures_text(const Evidence& evidence);

}  // namespace tiersim
