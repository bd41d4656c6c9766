#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "network/emulation/host.h"
#include "network/emulation/link_check.h"
#include "network/link/link.h"

namespace tiersim {

/// The hosts that an emulated link joins, and what identifies the link in its network.
struct EmulatedLinkSite {
  const Host &near, &far;
  std::size_t number;  ///< index of the link in Topology::links
  std::string name;    ///< names of the two places that the link joins: "mobile-edge"
  std::uint64_t seed;  ///< seed of all random numbers of the network
};

/// Interface: a link that carries real packets between two hosts, in real time. The constructor of
/// an implementation makes one network device in each host. These devices are up when the
/// constructor returns.
class EmulatedLink {
 public:
  virtual ~EmulatedLink() = default;

  /// Gives this link the settings `link`, which replace its earlier settings. Its queues are then
  /// empty and its token buckets are full. begin() must be called before packets may be sent.
  /// Throws std::runtime_error if the link cannot be made.
  virtual void prepare(const Link& link) = 0;
  /// Begins to carry packets with the settings of the last prepare(). It takes little time, so that
  /// all links of a network begin almost together. Throws std::runtime_error if the link no longer
  /// works.
  virtual void begin() = 0;

  /// How late this link has delivered packets since begin(). A link of the kernel reports no
  /// packets.
  virtual LinkLag lag() const { return {}; }
  /// Why this link no longer carries packets. Empty if it works.
  virtual std::string problem() const { return {}; }
};

}  // namespace tiersim
