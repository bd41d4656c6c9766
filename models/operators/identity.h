#pragma once

#include "models/operators/operator.h"

namespace tiersim::models {

/// The model as trained; lowering for inference happens to every variant alike.
class Identity final : public Operator {
 public:
  std::string_view name() const override { return "identity"; }
  Variant apply(const Variant& variant, const OperatorCall&, const PrepareContext&) const override {
    return variant;
  }
};

}  // namespace tiersim::models
