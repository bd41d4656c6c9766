#pragma once

#include <ns3/map-scheduler.h>
#include <poll.h>

#include <chrono>
#include <functional>
#include <vector>

#include "sim/base/quantity.h"

namespace tiersim {

/// An event list of ns-3 that runs the simulator in real time. It gives the simulator an event only
/// when the real time since begin() has reached the simulated time of the event. Until then the
/// thread watches file descriptors. It sleeps meanwhile, except for the last 60 microseconds.
///
/// It replaces ns-3's RealtimeSimulatorImpl, which needs a second thread that reads the descriptors
/// and wakes the first thread for every packet.
class RealTimeScheduler final : public ns3::MapScheduler {
 public:
  static ns3::TypeId GetTypeId();
  /// Only ns-3 calls the constructor. Use install().
  RealTimeScheduler();

  /// Makes a new scheduler and lets ns-3's simulator of this process use it. Returns the scheduler.
  static ns3::Ptr<RealTimeScheduler> install();

  /// A file descriptor, and the function that is called whenever it can be read or its other end is
  /// closed. The function may schedule events.
  struct Watch {
    int fd;
    std::function<void()> readable;
  };

  /// Begins real time: from now on, the simulated time 0 is the moment of this call. Before this
  /// call, the simulator gets events without waiting. `watches` are the descriptors to watch; there
  /// must be at least one.
  void begin(std::vector<Watch> watches);

  /// The real time since begin().
  Duration now() const { return Clock::now() - origin_; }

  /// Waits until the time of the next event has come, and returns that event. Calls Watch::readable
  /// meanwhile. ns-3's simulator calls this.
  ns3::Scheduler::Event RemoveNext() override;

 private:
  using Clock = std::chrono::steady_clock;

  /// Waits until a descriptor can be read, but at most `longest`. Calls Watch::readable for each
  /// descriptor that can be read.
  void watch(Duration longest);

  Clock::time_point origin_{}, watched_{};
  std::vector<Watch> watches_;
  std::vector<pollfd> descriptors_;
};

}  // namespace tiersim
