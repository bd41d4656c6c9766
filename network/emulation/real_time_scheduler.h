#pragma once

#include <ns3/map-scheduler.h>
#include <poll.h>

#include <chrono>
#include <functional>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// ns-3's list of events, in real time: the simulator gets an event when the event's time has come.
/// Until then it sleeps and watches descriptors, all in one thread.
///
/// ns-3's own RealtimeSimulatorImpl needs a second thread that reads the descriptors, and wakes the
/// first one for every packet.
class RealTimeScheduler final : public ns3::MapScheduler {
 public:
  static ns3::TypeId GetTypeId();
  RealTimeScheduler();

  /// Makes ns-3's simulator use a new one, which it then owns.
  static ns3::Ptr<RealTimeScheduler> install();

  /// What happens when a descriptor can be read or is closed. It may schedule events.
  struct Watch {
    int fd;
    std::function<void()> readable;
  };

  /// Time is zero now. Before, events come without waiting.
  void begin(std::vector<Watch> watches);

  /// The real time since begin().
  Duration now() const { return Clock::now() - origin_; }

  ns3::Scheduler::Event RemoveNext() override;

 private:
  using Clock = std::chrono::steady_clock;

  /// Waits until a descriptor can be read, for so long at most, and reacts to all that can.
  void watch(Duration longest);

  Clock::time_point origin_{}, watched_{};
  std::vector<Watch> watches_;
  std::vector<pollfd> descriptors_;
};

}  // namespace tiersim
