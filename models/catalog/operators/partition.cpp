#include "models/catalog/operators/descriptor.h"

namespace tiersim {

OperatorDescriptor describe_partition() {
  OperatorDescriptor partition;
  partition.text = "splits the model over two tiers where one tensor is live";
  partition.source = "Kang et al., ASPLOS 2017";
  partition.rank = OperatorRank::split;
  partition.settings = {{"cut", LayerName{}, "auto"}};
  return partition;
}

}  // namespace tiersim
