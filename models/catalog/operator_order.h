#pragma once

#include <string_view>
#include <vector>

#include "models/catalog/operator_spec.h"

namespace tiersim {

/// Throws UserError if the operators in `calls` cannot be combined, or cannot be applied in this
/// order. The message quotes `text`, which is the combination as the user wrote it. It gives the
/// reason and a remedy, such as an order that works.
void check_order(std::string_view text, const std::vector<OperatorCall>& calls);

/// Throws UserError if the last operator in `calls` splits the model and a setting of any of the
/// operators forbids a split, as `threshold` of early_exit does. The message quotes `text`, which
/// is the combination as the user wrote it.
void check_split(std::string_view text, const std::vector<OperatorCall>& calls);

}  // namespace tiersim
