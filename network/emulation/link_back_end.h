#pragma once

namespace tiersim {

/// What moves the packets of an emulated link in real time.
enum class LinkBackEnd {
  kernel,  ///< the Linux kernel: a pair of virtual Ethernet devices with queueing disciplines
  ns3      ///< ns-3 in a process of its own, with the wire of the packet network
};

/// As studies spell it, in `emulate.links`.
constexpr const char* name_of(LinkBackEnd back_end) {
  return back_end == LinkBackEnd::kernel ? "kernel" : "ns3";
}

}  // namespace tiersim
