#pragma once

#include "network/emulation/link_back_end.h"
#include "network/link/topology.h"

namespace tiersim {

/// Whether the kernel of this machine has these queueing disciplines of `tc`.
struct KernelAbilities {
  bool netem{false};
  bool fq_codel{false};
};

/// Finds out which disciplines of KernelAbilities the kernel has, by adding each of them in a
/// temporary network namespace. Throws std::runtime_error if this process may not make a network
/// namespace.
KernelAbilities kernel_abilities();

/// The highest rate of a link that ns-3 emulates. At this rate, on an idle core of an AMD Zen 4,
/// ns-3 delivers 99 of 100 packets at most 1 ms late. On a busy machine it delivers fewer in time
/// (docs/measurements.md, "Emulated links").
constexpr BitsPerSecond kFastestNs3Link{500e6};

/// Throws UserError for the first setting of a link of `topology` that `back_end` cannot emulate.
/// The text is `links.NAME.KEY: problem (remedy)`, or `links.NAME: problem (remedy)` if a rate is
/// the problem. Does nothing if there is no such setting. `abilities` have no effect if `back_end`
/// is ns-3.
void refuse_unemulated(const Topology& topology, LinkBackEnd back_end,
                       const KernelAbilities& abilities);

/// Returns the name of a link of `topology` as studies spell it: "mobile-edge".
std::string link_name(const Topology& topology, const TopologyLink& link);

}  // namespace tiersim
