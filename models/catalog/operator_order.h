#pragma once

#include <string_view>
#include <vector>

#include "models/catalog/operator_spec.h"

namespace tiersim {

/// Checks the order of `calls`, a combination of operators that are applied from left to right.
/// Throws UserError if these operators cannot be combined, or if they cannot have this order. No
/// operator may occur twice. The message quotes `text`, which is the combination as the user wrote
/// it. It gives the reason and a remedy, such as an order that works.
void check_order(std::string_view text, const std::vector<OperatorCall>& calls);

/// Throws UserError if the last operator in `calls` splits the model over two tiers and one of the
/// operators has a setting that forbids a split. Such a setting is `threshold` of early_exit. It
/// matters only if the user wrote it. The message quotes `text`, which is the combination as the
/// user wrote it.
void check_split(std::string_view text, const std::vector<OperatorCall>& calls);

}  // namespace tiersim
