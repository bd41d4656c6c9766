#pragma once

#include <memory>

#include "network/emulation/emulated_link.h"
#include "network/emulation/link_process.h"
#include "network/emulation/owned_fd.h"

namespace tiersim {

/// An emulated link of ns-3: a TUN device in each host, and a child process (LinkProcess) that
/// moves packets between the two devices in real time. In that process the packets pass the
/// simulated wire of network/packet.
///
/// Limits: the rate must be at most kFastestNs3Link. Each passage of a packet takes longer than on
/// a real link, by some tenths of a millisecond on a busy machine, because the system needs this
/// time to wake the process (docs/measurements.md, "Emulated links").
class Ns3Link final : public EmulatedLink {
 public:
  /// Makes a TUN device in each of the two hosts of `site`. No packets pass before prepare() and
  /// begin(). Throws std::runtime_error if a device cannot be made.
  explicit Ns3Link(const EmulatedLinkSite& site);

  void prepare(const Link& link) override;
  void begin() override;
  LinkLag lag() const override { return process_ ? process_->lag() : LinkLag{}; }
  std::string problem() const override { return process_ ? process_->problem() : ""; }

 private:
  EmulatedLinkSite site_;
  OwnedFd near_, far_;  ///< TUN devices
  std::unique_ptr<LinkProcess> process_;
};

}  // namespace tiersim
