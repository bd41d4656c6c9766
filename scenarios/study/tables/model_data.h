#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The key `data` of a user's own model (an entry of `models`): its training data and test data.
Key<ModelSpec> data_key();

}  // namespace tiersim
