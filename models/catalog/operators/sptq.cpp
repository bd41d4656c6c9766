#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_sptq() {
  OperatorDescriptor sptq;
  sptq.text = "quantizes the model to int8 without training (static post-training quantization)";
  sptq.source = "Jacob et al., CVPR 2018";
  sptq.rank = OperatorRank::int8;
  sptq.settings = {{"observer", WordChoice{"min_max", "mse"}, "min_max"}};
  sptq.calibrates = true;
  sptq.any_module = true;
  return sptq;
}

}  // namespace tiersim
