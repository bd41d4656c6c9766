#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

/// Returns the keys of the map `network` in a study: how the network is simulated.
const KeyTable<NetworkSettings>& network_keys();

/// Returns the keys of the map `emulate` in a study: how the network is emulated in real time.
const KeyTable<EmulationSettings>& emulation_keys();

}  // namespace tiersim
