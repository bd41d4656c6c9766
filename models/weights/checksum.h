#pragma once

#include <cstddef>
#include <cstdint>

namespace tiersim::models {

/// Returns the CRC-32 of `size` bytes, as zip files and zlib have it. `before` is the CRC-32 of
/// bytes that come before these, so that a long content can be read in parts. A CRC-32 finds every
/// change of up to 32 bits in a row, and other changes except one in 4 billion.
std::uint32_t checksum(const void* bytes, std::size_t size, std::uint32_t before = 0);

}  // namespace tiersim::models
