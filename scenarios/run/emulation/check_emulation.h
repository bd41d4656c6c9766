#pragma once

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Checks that this machine can run the study in real time. Throws UserError if this process may
/// not make network namespaces, and for the first setting of the study that cannot be emulated:
/// links (EmulatedNetwork), UDP, a congestion control that Linux lacks, imported profiles, tiers
/// that together need more cores than the machine has. Call this before models are prepared.
void check_emulation(const ExpandedStudy& study);

}  // namespace tiersim
