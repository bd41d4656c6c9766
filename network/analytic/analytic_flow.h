#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "network/analytic/analytic_route.h"
#include "network/analytic/analytic_window.h"
#include "sim/clock.h"
#include "sim/network_model.h"

namespace tiersim {

/// The messages that go in one direction over a client's connection in the analytic network, and
/// the state of their sender. They leave the sender one after the other. They pass wires: a wire is
/// one direction of a link. Times in ns, sizes in bytes on the wire, rates in bytes per ns.
struct AnalyticFlow {
  /// `way` is the route of the flow; it must outlive this object. `seed` decides which packets are
  /// lost.
  AnalyticFlow(const AnalyticRoute& way, std::uint64_t seed)
      : route(&way), window(way.window, seed), before(window) {}

  /// A message of this flow. It is added to `waiting` when it is sent. It may stay there for some
  /// time after its last byte has left.
  struct Waiting {
    std::uint32_t transit;  ///< number of the message's AnalyticTransit
    double left;            ///< bytes of the message that had not left when it was last updated
    double arrival;         ///< time at which it arrives; valid only while `predicted` is true
  };

  const AnalyticRoute* route;
  AnalyticWindow window;         ///< the TCP sender's state at window.time()
  double rate{0};                ///< rate at which the flow sends since window.time()
  std::vector<Waiting> waiting;  ///< in the order in which they were sent
  /// Number of messages at the front of `waiting` that have left the sender.
  std::size_t gone{0};
  /// The latest arrival time of all messages whose arrival has been calculated. A later message
  /// never arrives before it.
  double last_arrival{0};
  bool on_wires{false};   ///< whether the flow takes part in the sharing of its wires
  std::size_t number{0};  ///< index in the list of all flows that are on wires

  /// Whether the arrivals of all its messages are calculated and scheduled. This is possible while
  /// the flow is alone on its wires and their rates do not change. `window` is then the sender's
  /// state after all messages have left. `before` is the state before that calculation.
  bool predicted{false};
  AnalyticWindow before;
};

/// A message of the analytic network between send() and its arrival.
struct AnalyticTransit {
  std::function<void(const MessageTimes&)> delivered;
  /// The durations that path_time() gives for the message: those it would have if no other message
  /// were under way and its connection were open.
  MessageTimes least;
  SimTime sent;
  Duration connect{0};  ///< time from send() until the connection is open
  double rest{0};       ///< time from the departure of its last byte to its arrival, in ns
  AnalyticFlow* flow{nullptr};
  /// Grows each time that an event which is scheduled for this message becomes invalid. A scheduled
  /// event remembers the value that `generation` had. The event does nothing if the value has
  /// changed.
  std::uint32_t generation{0};
};

}  // namespace tiersim
