#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "network/analytic/analytic_route.h"
#include "network/analytic/analytic_window.h"
#include "sim/clock.h"
#include "sim/network_model.h"

namespace tiersim {

/// One direction of a connection: messages that leave one after the other. Times in ns, sizes in
/// bytes on the wire, rates in bytes per ns.
struct AnalyticFlow {
  AnalyticFlow(const AnalyticRoute& way, std::uint64_t seed)
      : route(&way), window(way.window, seed), before(window) {}

  struct Waiting {
    std::uint32_t transit;  ///< its number
    double left;            ///< of it that the sender still has
    double arrival;         ///< where it is foretold
  };

  const AnalyticRoute* route;
  AnalyticWindow window;  ///< where the sender stands, as of window.time()
  double rate{0};         ///< since then
  std::vector<Waiting> waiting;
  std::size_t gone{0};     ///< of those waiting, how many have left
  double last_arrival{0};  ///< later messages arrive no earlier
  bool on_wires{false};
  std::size_t number{0};  ///< among those on wires

  /// Nothing else is on its wires, nor do they change: all arrivals are known and scheduled,
  /// `window` is where the sender will stand when all has left, `before` where it stood before.
  bool foretold{false};
  AnalyticWindow before;
};

/// A message between send() and its arrival.
struct AnalyticTransit {
  std::function<void(const MessageTimes&)> delivered;
  MessageTimes least;
  SimTime sent;
  Duration connect{0};
  double rest{0};  ///< from when its last byte has left until it has arrived
  AnalyticFlow* flow{nullptr};
  std::uint32_t generation{0};  ///< one more whenever what was foretold no longer holds
};

}  // namespace tiersim
