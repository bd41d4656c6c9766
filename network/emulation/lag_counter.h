#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "network/emulation/link_check.h"

namespace tiersim {

/// Counts how late the packets of an ns-3 link are delivered, in memory that two processes share.
/// The process of the link calls count(), and its parent process calls read().
class LagCounter {
 public:
  /// Makes a counter in memory that this process shares with the child processes that it forks
  /// afterwards. Throws std::bad_alloc if there is no memory.
  static std::shared_ptr<LagCounter> make_shared_with_children();

  /// Counts one packet that was delivered too late by the duration `late`, compared with its
  /// simulated time. Only one thread may call it.
  void count(Duration late);

  /// Returns what was counted so far: the number of packets, how many of them were more than
  /// LinkLag::kLate late, and the mean and maximum of their delays.
  LinkLag read() const;

 private:
  LagCounter() = default;

  std::atomic<std::int64_t> packets_{0}, late_{0};
  std::atomic<std::int64_t> sum_{0}, maximum_{0};  // ns
};

}  // namespace tiersim
