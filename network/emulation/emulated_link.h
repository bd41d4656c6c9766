#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "network/emulation/host.h"
#include "network/emulation/link_check.h"
#include "network/link/link.h"

namespace tiersim {

/// Where an emulated link is made.
struct EmulatedLinkSite {
  const Host &near, &far;
  std::size_t number;  ///< of the link in the topology
  std::string name;    ///< of its two places: "mobile-edge"
  std::uint64_t seed;  ///< of the network
};

/// A link between two hosts in real time. A device in each host is up when it has been made.
class EmulatedLink {
 public:
  virtual ~EmulatedLink() = default;

  /// Gets ready to be `link`, with empty queues and full buckets, in place of what it was. Nothing
  /// passes until begin(). begin() then takes little time, so that all links begin together.
  virtual void prepare(const Link& link) = 0;
  virtual void begin() = 0;

  virtual LinkLag lag() const { return {}; }          ///< since begin()
  virtual std::string problem() const { return {}; }  ///< why nothing passes; empty if it works
};

}  // namespace tiersim
