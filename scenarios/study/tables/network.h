#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Returns the keys of the map `network` in a study.
const KeyTable<NetworkSettings>& network_keys();

}  // namespace tiersim
