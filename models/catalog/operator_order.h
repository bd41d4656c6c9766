#pragma once

#include <string_view>
#include <vector>

#include "models/catalog/operator_spec.h"

namespace tiersim {

/// Throws UserError where the operators cannot stand together, or not in this order. The message
/// gives the reason and, where there is one, an order that works. `text`: what was written.
void check_order(std::string_view text, const std::vector<OperatorCall>& calls);

/// Throws UserError where a setting forbids that the model is split, and it is.
void check_split(std::string_view text, const std::vector<OperatorCall>& calls);

}  // namespace tiersim
