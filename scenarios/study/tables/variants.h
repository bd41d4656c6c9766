#pragma once

#include "models/protocol/model_spec.h"
#include "scenarios/study/keys/key_table.h"

namespace tiersim {

/// The key `variants` of a model: ready-made variants by the operator that they replace.
Key<ModelSpec> variants_key();

}  // namespace tiersim
