#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_qat() {
  OperatorDescriptor qat;
  qat.text =
      "makes the same int8 model as sptq after training that takes the quantization into account";
  qat.source = "Jacob et al., CVPR 2018";
  qat.rank = OperatorRank::int8;
  qat.settings = {{"observer", WordChoice{"min_max", "mse"}, "min_max"}};
  qat.calibrates = true;
  qat.learns = true;
  return qat;
}

}  // namespace tiersim
