#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The key `data` of a model.
Key<ModelSpec> data_key();

}  // namespace tiersim
