#include "network/emulation/lag_counter.h"

#include <sys/mman.h>

#include <new>

namespace tiersim {

std::shared_ptr<LagCounter> LagCounter::make_shared_with_children() {
  void* memory =
      mmap(nullptr, sizeof(LagCounter), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return {new (memory) LagCounter, [](LagCounter* counter) { munmap(counter, sizeof *counter); }};
}

// One thread counts, so that reading and writing need not be one step.
void LagCounter::count(Duration late) {
  constexpr auto any_order = std::memory_order_relaxed;
  packets_.fetch_add(1, any_order);
  sum_.fetch_add(late.count(), any_order);
  if (late > LinkLag::kLate) late_.fetch_add(1, any_order);
  if (late.count() > maximum_.load(any_order)) maximum_.store(late.count(), any_order);
}

LinkLag LagCounter::read() const {
  const std::int64_t packets = packets_;
  return {packets, late_, Duration(packets > 0 ? sum_ / packets : 0), Duration(maximum_)};
}

}  // namespace tiersim
