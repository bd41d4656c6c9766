#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_pruned() {
  OperatorDescriptor pruned;
  pruned.text =
      "sets the smallest weights of a pattern to zero and trains the others; dense, so no faster";
  pruned.source = "Niu et al., ASPLOS 2020; Mishra et al., arXiv:2104.08378";
  pruned.conflicts = {
      {"pruned_channels", "\"pruned_channels\" trains on and would fill the zeros of \"pruned\""}};
  pruned.learns = true;
  pruned.ready_made = true;
  return pruned;
}

}  // namespace tiersim
