#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The key `variants` of a user's own model. It maps names of operators to ready-made variants,
/// which are used in place of applying the operator to the model.
Key<ModelSpec> variants_key();

}  // namespace tiersim
