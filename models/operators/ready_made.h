#pragma once

#include <optional>

#include "models/operators/operator.h"

namespace tiersim::models {

/// Returns the variant that the study brings as the finished result of an operator (study key
/// models.NAME.variants). Returns nothing if the study brings none, or if the operator is not the
/// first of the combination (`is_first`), because later operators work on the result of the
/// operators before them. Throws OperatorError if there is a finished result but the call has
/// settings, because they would have no effect. Throws UserError if the files of the result are
/// unusable.
std::optional<Variant> ready_made(const OperatorCall& call, bool is_first,
                                  const PrepareContext& context);

/// Throws OperatorError if the operator needs training data and the study's own model has test data
/// but no training data. For a model without any data only latency is measured, so its operators
/// need no data.
void require_training_data(const OperatorCall& call, const PrepareContext& context);

}  // namespace tiersim::models
