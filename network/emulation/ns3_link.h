#pragma once

#include <memory>

#include "network/emulation/emulated_link.h"
#include "network/emulation/link_process.h"
#include "network/emulation/owned_fd.h"

namespace tiersim {

/// A link of ns-3 between two hosts: a TUN device in each host, and a process in which the packet
/// network's wire joins them in real time.
///
/// Limits: kFastestNs3Link, and the delay until the process runs after a packet was sent or is due,
/// some 0.1 ms for each passage (measured: network/README.md).
class Ns3Link final : public EmulatedLink {
 public:
  /// Makes the devices. Throws std::runtime_error.
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
