#pragma once

#include <optional>

#include "models/operators/operator.h"

namespace tiersim::models {

/// The variant that the study brings in place of the first operator of a composition; nothing where
/// it brings none, and for operators further on, which work on what those before them made. Throws
/// OperatorError where the call has settings, which nothing would heed.
std::optional<Variant> ready_made(const OperatorCall& call, bool is_first,
                                  const PrepareContext& context);

/// Throws OperatorError where an operator needs training data and the study's own model has test
/// data alone. Without any data, only latency is measured, and operators need none.
void require_training_data(const OperatorCall& call, const PrepareContext& context);

}  // namespace tiersim::models
