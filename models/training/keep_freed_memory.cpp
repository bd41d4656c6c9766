#include "models/training/keep_freed_memory.h"

#include <malloc.h>

namespace tiersim::models {

void keep_freed_memory() {
  constexpr int kNever = -1, kMostForHeap = 32 << 20, kPart = 64 << 20;
  static const bool done = [] {
    return mallopt(M_TRIM_THRESHOLD, kNever) == 1 && mallopt(M_MMAP_THRESHOLD, kMostForHeap) == 1 &&
           mallopt(M_TOP_PAD, kPart) == 1;
  }();
  static_cast<void>(done);  // if it fails, results are the same and take longer
}

}  // namespace tiersim::models
