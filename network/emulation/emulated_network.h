#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "network/emulation/enter_namespace.h"
#include "network/emulation/link_back_end.h"
#include "network/emulation/link_check.h"
#include "network/link/topology.h"
#include "network/link/transport.h"

namespace tiersim {

/// Each host is a network namespace with one IPv4 address. Packets between two hosts take the path
/// with the fewest links, and the hosts on that path forward them. TCP of a host uses the
/// congestion control of `transport` and remembers nothing of earlier connections. Its buffers may
/// grow to the size that they have in the simulated packet network (network/packet); Linux grows
/// them itself.
class EmulatedNetwork {
 public:
  /// Makes all hosts and links. `seed` is the seed of the random numbers of links of ns-3: of
  /// losses, jitter and background traffic. The losses of links of the kernel do not depend on it.
  ///
  /// Throws UserError `links.NAME.KEY: problem (remedy)` for a link that `back_end` cannot emulate.
  /// Throws std::runtime_error if a host or a link cannot be made. Call missing_rights()
  /// (emulation_rights.h) first to learn whether this process may make them.
  EmulatedNetwork(const Topology& topology, const Transport& transport, LinkBackEnd back_end,
                  std::uint64_t seed);
  ~EmulatedNetwork();
  EmulatedNetwork(const EmulatedNetwork&) = delete;
  EmulatedNetwork& operator=(const EmulatedNetwork&) = delete;

  // Hosts. `place` is a number in Topology::places.

  /// Returns the IPv4 address of the host of a place, such as "172.31.0.1".
  std::string address(std::size_t place) const;

  /// Returns a file descriptor of the network namespace of the host of a place. This object owns
  /// the descriptor: the caller must not close it. It is closed on exec().
  int namespace_fd(std::size_t place) const;

  /// Returns a function object that moves a child process into the host of the place `place`, if
  /// the child calls it between fork() and exec().
  EnterNamespace enter(std::size_t place) const { return EnterNamespace(namespace_fd(place)); }

  /// Runs `work` in a new thread whose network is that of the host of the place `place`, and waits
  /// until it returns. Sockets that `work` opens stay in that host, also if other threads use them
  /// afterwards. Throws what `work` throws.
  void run_inside(std::size_t place, const std::function<void()>& work) const;

  // Links.

  /// Measures the links, one after the other, with probe_link() (probe.h), which says how exact a
  /// valid link must be. Returns one check for each link, in the order of Topology::links. During
  /// the probe a link with a trace has the highest rate of its trace, and no link has background
  /// traffic. Nothing else may use the links meanwhile. A link takes 3 to 7 s, and longer if its
  /// rate is below 1 Mbps. Throws std::runtime_error if a link or a socket fails.
  std::vector<LinkCheck> probe();

  /// Gives all links the settings of the topology and begins the time of the scenario. Traces and
  /// background traffic begin now, queues are empty, token buckets are full, random streams are at
  /// their beginning, and lag() counts from zero. Packets that are on a link are lost. Throws
  /// std::runtime_error if a link cannot be made.
  void start();

  /// How late ns-3 has delivered packets on all links together since start(), or since the last
  /// probe() if start() was not called after it. It reports no packets if the links are links of
  /// the kernel.
  LinkLag lag() const;

  /// Says which link no longer works, because its ns-3 process has ended. Empty if all links work.
  std::string problem() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tiersim
