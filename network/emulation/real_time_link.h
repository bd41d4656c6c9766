#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "network/link/link.h"

namespace tiersim {

class LagCounter;

/// A simulated link of network/packet that carries real packets between two TUN devices in real
/// time. It runs in a process of its own (LinkProcess), whose only ns-3 simulation it is.
///
/// A packet that the kernel sends to one TUN device enters the queue of the simulated link. When
/// the packet has passed the link, it is written to the other TUN device. Traces and background
/// traffic begin with run().
class RealTimeLink {
 public:
  struct Settings {
    Link link;
    std::size_t number{0};     ///< index in Topology::links; selects the link's random numbers
    std::string name;          ///< name of the link in error messages: "mobile-edge"
    std::uint64_t seed{0};     ///< seed of all random numbers of the network
    int near{-1}, far{-1};     ///< file descriptors of the TUN devices
    int parent{-1};            ///< pidfd of the parent process, with which run() ends
    LagCounter* lag{nullptr};  ///< counts how late packets are delivered
  };

  /// Makes the link in ns-3. Destroys an earlier ns-3 simulation of this process. No packet moves
  /// before run().
  explicit RealTimeLink(const Settings& settings);
  ~RealTimeLink();

  /// Moves packets until the parent process ends, and then ends this process. It never returns.
  [[noreturn]] void run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tiersim
