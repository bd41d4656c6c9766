#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_identity() {
  OperatorDescriptor identity;
  identity.text = "leaves the model as it was trained: float32, batch norms folded";
  identity.alone = true;
  identity.any_module = true;
  return identity;
}

}  // namespace tiersim
