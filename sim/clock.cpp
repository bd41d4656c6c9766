#include "sim/clock.h"

#include <ns3/nstime.h>
#include <ns3/simulator.h>

#include <utility>

namespace tiersim {

SimTime SimClock::now() { return SimTime(Duration(ns3::Simulator::Now().GetNanoSeconds())); }

void schedule(Duration delay, std::function<void()> event) {
  ns3::Simulator::Schedule(ns3::NanoSeconds(delay.count()), std::move(event));
}

}  // namespace tiersim
