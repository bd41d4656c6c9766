// libFuzzer's entry: cmake --preset fuzz, then
//   build-fuzz/bin/fuzz_study_reader -max_len=4096 -timeout=30 CORPUS tests/fuzz/corpus scenarios
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/read_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tiersim::FuzzFolder folder;
  folder.read(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
