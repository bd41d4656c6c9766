#pragma once

#include "scenarios/study/goal.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// Returns the keys of the map `goal` in a study: what a scenario has to reach.
const KeyTable<Goal>& goal_keys();

}  // namespace tiersim
