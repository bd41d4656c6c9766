#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

// The keys of the three lists whose combinations a study simulates. Study::models and
// Study::imported must be set before these keys are read, because the lists may name what is there.

Key<Study> subjects_key();
Key<Study> operators_key();
Key<Study> deployments_key();

}  // namespace tiersim
