#include "network/link/link_kind.h"

namespace tiersim {

#define TIERSIM_LINK_KIND(name) const LinkKind& name##_kind();
#include "network/kinds/list.inc"

const std::vector<const LinkKind*>& link_kinds() {
#define TIERSIM_LINK_KIND(name) &name##_kind(),
  static const std::vector<const LinkKind*> kinds{
#include "network/kinds/list.inc"
  };
  return kinds;
}

}  // namespace tiersim
