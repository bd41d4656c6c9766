#include "models/weights/checksum.h"

#include <zlib.h>

namespace tiersim::models {

std::uint32_t checksum(const void* bytes, std::size_t size, std::uint32_t before) {
  return static_cast<std::uint32_t>(crc32_z(before, static_cast<const Bytef*>(bytes), size));
}

}  // namespace tiersim::models
