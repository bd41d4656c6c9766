#pragma once

#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// Checks whether this machine can emulate the study. Throws UserError if this process lacks a
/// right that the emulation needs (missing_rights()). Also throws UserError for the first setting
/// of the study that cannot be emulated: a setting of a link (refuse_unemulated()), the protocol
/// UDP, the congestion control newreno, imported profiles, or a deployment whose tiers together
/// need more cores than this machine has. Call it before models are
/// prepared, because that takes long.
void check_emulation(const ExpandedStudy& study);

/// Tells if emulated messages between two halves of a model will be larger than those that the
/// study simulates, because its `request.envelope` is too small.
void tell_of_larger_messages(const ExpandedStudy& study);

}  // namespace tiersim
