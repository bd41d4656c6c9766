#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// Makes the key `variants` of a user's own model. Its value is a map from names of operators to
/// ready-made variants. A ready-made variant is used in place of the result of applying the
/// operator to the model.
Key<ModelSpec> variants_key();

}  // namespace tiersim
