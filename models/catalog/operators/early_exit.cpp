#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_early_exit() {
  OperatorDescriptor early_exit;
  early_exit.text =
      "ends the model at a classifier after an inner layer; with a threshold, the rest of the "
      "model stays and answers inputs of which that classifier is less sure";
  early_exit.source = "Teerapittayanon et al., ICPR 2016";
  early_exit.settings = {
      {"after", LayerName{}},
      {"threshold",
       NumberRange{NumberRange::Form::probability, "threshold", "a probability between 0 and 1",
                   "0.9"},
       "", "cannot be: the first stage of a split model would have to answer some requests alone",
       "use early_exit without a threshold, or leave partition out"}};
  early_exit.learns = true;
  early_exit.ready_made = true;
  return early_exit;
}

}  // namespace tiersim
