#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "network/link/link.h"

namespace tiersim {

class LagCounter;

/// A link of the packet network (network/packet) that runs in real time between two TUN devices.
///
/// The packets that one kernel sends over its device wait in the queue of ns-3's link, take the
/// link's time, and are written to the other device. Traces and background begin with run(). It
/// owns ns-3's simulator of this process.
class RealTimeLink {
 public:
  struct Settings {
    Link link;
    std::size_t number{0};  ///< of the link in the topology: names its random streams
    std::string name;       ///< for messages
    std::uint64_t seed{0};  ///< of the network
    int near{-1}, far{-1};  ///< descriptors of the TUN devices
    int parent{-1};         ///< descriptor of the process with which run() ends
    LagCounter* lag{nullptr};
  };

  explicit RealTimeLink(const Settings& settings);
  ~RealTimeLink();

  /// Moves packets until the parent process ends, and then ends this process.
  [[noreturn]] void run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tiersim
