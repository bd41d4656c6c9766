#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "network/emulation/link_check.h"

namespace tiersim {

/// Counts how late packets are delivered. One process counts, and its parent reads.
class LagCounter {
 public:
  /// In memory that this process shares with its later children.
  static std::shared_ptr<LagCounter> make_shared_with_children();

  /// A packet was delivered so long after its time.
  void count(Duration late);

  LinkLag read() const;

 private:
  LagCounter() = default;

  std::atomic<std::int64_t> packets_{0}, late_{0};
  std::atomic<std::int64_t> sum_{0}, maximum_{0};  // ns
};

}  // namespace tiersim
