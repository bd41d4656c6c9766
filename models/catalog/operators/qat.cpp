#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_qat() {
  OperatorDescriptor qat;
  qat.text = "trained on under fake quantization, then int8 as sptq";
  qat.source = "Jacob et al., CVPR 2018";
  qat.rank = OperatorRank::int8;
  qat.settings = {{"observer", WordChoice{"min_max", "mse"}, "min_max"}};
  qat.calibrates = true;
  qat.learns = true;
  return qat;
}

}  // namespace tiersim
