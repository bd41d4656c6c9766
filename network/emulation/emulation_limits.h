#pragma once

#include "network/emulation/link_back_end.h"
#include "network/link/topology.h"

namespace tiersim {

/// Queueing disciplines that this machine's kernel has.
struct KernelAbilities {
  bool netem{false};
  bool fq_codel{false};
};

/// Tries each discipline in a namespace that vanishes afterwards. Throws std::runtime_error if this
/// process may not make one.
KernelAbilities kernel_abilities();

/// Up to this rate, the real-time scheduler of ns-3 delivers 99 of 100 packets in time on a core of
/// an AMD Zen 4.
constexpr BitsPerSecond kFastestNs3Link{500e6};

/// Throws UserError `links.NAME.KEY: problem (remedy)` for the first setting of a link that the
/// back end cannot emulate. `abilities` count for the kernel alone.
void refuse_unemulated(const Topology& topology, LinkBackEnd back_end,
                       const KernelAbilities& abilities);

/// The name of a link as studies spell it: "mobile-edge".
std::string link_name(const Topology& topology, const TopologyLink& link);

}  // namespace tiersim
