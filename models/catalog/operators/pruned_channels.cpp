#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_pruned_channels() {
  OperatorDescriptor pruned_channels;
  pruned_channels.text =
      "removes the least important inner channels, heads and columns and trains the rest";
  pruned_channels.source = "Li et al., ICLR 2017";
  pruned_channels.settings = {{"keep",
                               NumberRange{NumberRange::Form::share, "share of channels to keep",
                                           "more than 0 % and at most 100 %", "50 %"},
                               "50 %"}};
  pruned_channels.learns = true;
  pruned_channels.ready_made = true;
  return pruned_channels;
}

}  // namespace tiersim
