#pragma once

#include <string>

#include "network/emulation/emulated_link.h"

namespace tiersim {

/// A link of the Linux kernel: a pair of virtual Ethernet devices. Each has a token bucket (`tbf`)
/// for the rate, with a queue that counts packets, and `netem` before it for delay and loss.
///
/// It counts the bytes of the packet network: those of IP and 2 of framing, or those of IP alone if
/// the link itself is a token bucket.
///
/// Limits: a bucket lets a packet go when it has the tokens, where a wire takes the time of the
/// packet. So a message arrives earlier than over a wire, by at least one packet. netem loses and
/// delays packets before they wait for the wire.
class KernelLink final : public EmulatedLink {
 public:
  /// Makes the devices. Throws std::runtime_error.
  explicit KernelLink(const EmulatedLinkSite& site);

  void prepare(const Link& link) override;
  void begin() override {}

 private:
  EmulatedLinkSite site_;
  bool shaped_{false};
};

/// The commands of `tc` that give a device the queueing disciplines of one direction of a link.
std::string queueing_commands(const Link& link, bool up, const std::string& device);

}  // namespace tiersim
