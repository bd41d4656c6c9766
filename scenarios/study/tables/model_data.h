#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// Makes the key `data` of a user's own model (an entry of the map `models` in a study). Its value
/// is a map with the paths of the training data and the test data.
Key<ModelSpec> data_key();

}  // namespace tiersim
