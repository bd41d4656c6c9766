// libFuzzer's entry; scripts/fuzz builds and runs it.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/read_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tiersim::FuzzFolder folder;
  folder.read(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
