#pragma once

#include <string>

#include "network/emulation/emulated_link.h"

namespace tiersim {

/// An emulated link of the Linux kernel: a pair of virtual Ethernet devices, one in each host. The
/// queueing disciplines of a device make the rate, the delay and the losses of the packets that it
/// sends. The token bucket `tbf` makes the rate; its queue is limited in packets. If the link has a
/// delay or losses, packets pass `netem` before the token bucket.
///
/// The rate counts the same bytes of a packet as in the simulated packet network: its bytes of IP
/// and 2 bytes of framing. If Link::burst is set, the rate counts only the bytes of IP.
///
/// Limits: a token bucket sends a whole packet at once as soon as it has enough tokens, but a wire
/// needs the transmission time of the packet. If Link::burst is not set, a message arrives earlier
/// than over a wire, by at most the transmission time of one packet and 1 ms. Packets are lost and
/// delayed before they wait for the token bucket, not after it.
class KernelLink final : public EmulatedLink {
 public:
  /// Makes the two devices in the hosts of `site` and brings them up, without queueing disciplines.
  /// Throws std::runtime_error if that fails.
  explicit KernelLink(const EmulatedLinkSite& site);

  void prepare(const Link& link) override;
  void begin() override {}

 private:
  EmulatedLinkSite site_;
  bool shaped_{false};
};

/// Returns commands for run_tc() that give the network device named `device` the queueing
/// disciplines of one direction of `link`. `up` selects the direction away from where requests
/// start. The device must have no queueing disciplines of its own yet.
std::string queueing_commands(const Link& link, bool up, const std::string& device);

}  // namespace tiersim
