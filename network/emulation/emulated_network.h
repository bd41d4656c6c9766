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

/// The places of a topology as hosts on this machine, and its links between them in real time.
///
/// Each place is a network namespace. It has one address, which all other places reach by the path
/// with the fewest links. Places between forward packets. Its TCP has the congestion control of the
/// transport, no memory of earlier connections, and buffers as large as the packet network's.
///
/// The order of calls is: construct, probe() if wanted, start(), requests, lag(), problem().
/// Processes may be started and sockets opened in hosts at any time.
///
/// Namespaces have no names, devices live in namespaces, and the processes of ns-3 watch their
/// parent. So the destructor leaves nothing behind, and neither does the end of this process,
/// whatever ends it. A child process that still runs inside a namespace keeps that namespace.
class EmulatedNetwork {
 public:
  /// Makes all hosts and links. `seed` is that of losses, jitter and background: the `network` seed
  /// of a scenario.
  ///
  /// Throws UserError `links.NAME.KEY: problem (remedy)` for a link that the back end cannot
  /// emulate, and std::runtime_error if a step fails. Call missing_rights() before
  /// (emulation_rights.h).
  EmulatedNetwork(const Topology& topology, const Transport& transport, LinkBackEnd back_end,
                  std::uint64_t seed);
  ~EmulatedNetwork();
  EmulatedNetwork(const EmulatedNetwork&) = delete;
  EmulatedNetwork& operator=(const EmulatedNetwork&) = delete;

  // Hosts. `place` is a number in Topology::places.

  /// The IPv4 address of a place, in numbers with dots. Servers bind it; clients connect to it.
  std::string address(std::size_t place) const;

  /// A descriptor of the place's network namespace. It is closed on exec, and stays this object's.
  int namespace_fd(std::size_t place) const;

  /// Moves a child process into a host, between its fork() and exec().
  EnterNamespace enter(std::size_t place) const { return EnterNamespace(namespace_fd(place)); }

  /// Runs `work` in a thread inside a host and waits for it. Sockets that `work` opens stay in that
  /// host, whichever thread uses them afterwards. Throws what `work` throws.
  void run_inside(std::size_t place, const std::function<void()>& work) const;

  // Links.

  /// Measures each link, one after the other, between its two hosts: the rate each way by TCP (by
  /// UDP where TCP would not fill the link), the round trip and the losses by UDP echoes. A link
  /// that is more than 5 % off is not valid (network/emulation/probe.h). Nothing else may use the
  /// links. Traces have their highest rate and there is no background. It takes 3 to 7 s a link,
  /// and more below 1 Mbps.
  std::vector<LinkCheck> probe();

  /// Begins the time of the study: traces play and background is sent from now on. Queues are
  /// empty, token buckets are full, random streams begin and lag() counts from zero. Packets that
  /// are in flight are lost.
  void start();

  /// How punctually ns-3 delivered packets since start(), all links together.
  LinkLag lag() const;

  /// Why the links no longer work: the process of an ns-3 link has ended. Empty if they work.
  std::string problem() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tiersim
