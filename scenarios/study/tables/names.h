#pragma once

#include "scenarios/study/keys/key_table.h"
#include "scenarios/study/study.h"

namespace tiersim {

// The lists whose combinations a study simulates. Reading them needs Study::models and
// Study::imported.

Key<Study> subjects_key();
Key<Study> operators_key();
Key<Study> deployments_key();

}  // namespace tiersim
