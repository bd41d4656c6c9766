#include "network/emulation/real_time_scheduler.h"

#include <ns3/object-factory.h>
#include <ns3/simulator.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>
#include <utility>

namespace tiersim {
namespace {

using namespace std::chrono_literals;

/// Packets wait no longer than this while events are late.
constexpr Duration kLongestBlindness = 100us;

/// The thread does not sleep in this time before an event. On a virtual machine, the kernel wakes a
/// thread up to about 60 microseconds late.
constexpr Duration kNoSleepBefore = 60us;

timespec time_spec(Duration duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
  return {seconds.count(), (duration - seconds).count()};
}

// ns-3 makes its scheduler itself and hands it to nobody.
RealTimeScheduler* newest = nullptr;

}  // namespace

RealTimeScheduler::RealTimeScheduler() { newest = this; }

ns3::TypeId RealTimeScheduler::GetTypeId() {
  static ns3::TypeId id = ns3::TypeId("tiersim::RealTimeScheduler")
                              .SetParent<ns3::MapScheduler>()
                              .SetGroupName("Core")
                              .AddConstructor<RealTimeScheduler>();
  return id;
}

ns3::Ptr<RealTimeScheduler> RealTimeScheduler::install() {
  ns3::Simulator::SetScheduler(ns3::ObjectFactory(GetTypeId().GetName()));
  return newest;
}

void RealTimeScheduler::begin(std::vector<Watch> watches) {
  watches_ = std::move(watches);
  for (const Watch& watch : watches_) descriptors_.push_back({watch.fd, POLLIN, 0});
  origin_ = watched_ = Clock::now();
}

ns3::Scheduler::Event RealTimeScheduler::RemoveNext() {
  if (watches_.empty()) return MapScheduler::RemoveNext();
  while (true) {
    const Duration time(static_cast<std::int64_t>(PeekNext().key.m_ts));
    const auto present = Clock::now();
    const bool due = origin_ + time <= present;
    if (due && present - watched_ < kLongestBlindness) return MapScheduler::RemoveNext();
    watch(due ? Duration{0} : std::max(Duration{0}, origin_ + time - present - kNoSleepBefore));
  }
}

void RealTimeScheduler::watch(Duration longest) {
  const timespec wait = time_spec(longest);
  const int found = ppoll(descriptors_.data(), descriptors_.size(), &wait, nullptr);
  if (found < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  watched_ = Clock::now();
  if (found <= 0) return;
  for (std::size_t i = 0; i < watches_.size(); ++i)
    if (descriptors_[i].revents != 0) watches_[i].readable();
}

}  // namespace tiersim
