#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// The settings of a tier in a study: its resources (TierSettings) and its queue (QueueSettings).
struct StudyTier : TierSettings, QueueSettings {};

/// Returns the keys of an entry of the map `tiers` in a study.
const KeyTable<StudyTier>& tier_keys();

}  // namespace tiersim
