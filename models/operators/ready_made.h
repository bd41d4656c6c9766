#pragma once

#include <optional>

#include "models/operators/operator.h"

namespace tiersim::models {

/// The variant that the study brings in place of the first operator; nothing where it brings none.
/// The operators that follow are never ready-made: they work on what those before them made. Throws
/// OperatorError where the call has settings, because they would have no effect.
std::optional<Variant> ready_made(const OperatorCall& call, bool is_first,
                                  const PrepareContext& context);

/// Throws OperatorError where an operator needs training data and the study's own model has only
/// test data. For a model without any data only latency is measured, so operators need no data.
void require_training_data(const OperatorCall& call, const PrepareContext& context);

}  // namespace tiersim::models
