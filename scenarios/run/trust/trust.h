#pragma once

#include <string>

#include "scenarios/run/trust/evidence.h"
#include "scenarios/run/trust/trust_word.h"

namespace tiersim {

/// How far the answer of a scenario can be trusted, and why not further.
struct Trust {
  TrustWord word{TrustWord::good};
  /// A sentence on the worst thing that is known, with its figure. If the word is "good": on the
  /// figure that is closest to its limit.
  std::string reason;
};

/// Judges a scenario by the limits of trust_limits.h. The word is the worst that any figure or any
/// condition gives.
Trust trust_of(const Evidence& evidence);

}  // namespace tiersim
