// libFuzzer's entry; scripts/fuzz builds and runs it.
#include "tests/fuzz/read_frames.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tiersim::read_frames(data, size);
  return 0;
}
