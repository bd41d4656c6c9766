#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "network/analytic/analytic_route.h"
#include "network/analytic/analytic_window.h"
#include "sim/clock.h"
#include "sim/network_model.h"

namespace tiersim {

/// One direction of a connection. Its messages leave one after the other. Times in ns, sizes in
/// bytes on the wire, rates in bytes per ns.
struct AnalyticFlow {
  AnalyticFlow(const AnalyticRoute& way, std::uint64_t seed)
      : route(&way), window(way.window, seed), before(window) {}

  struct Waiting {
    std::uint32_t transit;  ///< number of the message's AnalyticTransit
    double left;            ///< bytes that the sender still has
    double arrival;         ///< valid while the flow is predicted
  };

  const AnalyticRoute* route;
  AnalyticWindow window;  ///< the sender's state at window.time()
  double rate{0};         ///< since that time
  std::vector<Waiting> waiting;
  std::size_t gone{0};     ///< how many of the waiting messages have left
  double last_arrival{0};  ///< later messages do not arrive before this
  bool on_wires{false};
  std::size_t number{0};  ///< among the flows that are on wires

  /// The flow is alone on its wires and their rates do not change, so that all its arrivals are
  /// known and scheduled. `window` is the sender's state when everything has left, `before` is its
  /// state before the prediction.
  bool predicted{false};
  AnalyticWindow before;
};

/// A message between send() and its arrival.
struct AnalyticTransit {
  std::function<void(const MessageTimes&)> delivered;
  MessageTimes least;
  SimTime sent;
  Duration connect{0};
  double rest{0};  ///< time from the departure of its last byte to its arrival
  AnalyticFlow* flow{nullptr};
  std::uint32_t generation{0};  ///< grows when a scheduled arrival is no longer valid
};

}  // namespace tiersim
