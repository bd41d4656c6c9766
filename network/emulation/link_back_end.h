#pragma once

namespace tiersim {

/// What moves the packets of an emulated link in real time.
enum class LinkBackEnd {
  kernel,  ///< the Linux kernel: a pair of virtual Ethernet devices with queueing disciplines
  ns3      ///< ns-3 in a separate process for each link, with the simulated wire of network/packet
};

/// Returns the value of the study's key `emulate.links` that selects this back end: "kernel" or
/// "ns3".
constexpr const char* name_of(LinkBackEnd back_end) {
  return back_end == LinkBackEnd::kernel ? "kernel" : "ns3";
}

}  // namespace tiersim
