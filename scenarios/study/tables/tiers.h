#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// A tier as studies describe it.
struct StudyTier : TierSettings, QueueSettings {};

/// The keys of a tier.
const KeyTable<StudyTier>& tier_keys();

}  // namespace tiersim
