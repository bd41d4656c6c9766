#pragma once

#include <cstddef>
#include <cstdint>

namespace tiersim {

/// Reads `bytes` twice as the frames of a connection: as a whole, and in pieces of 1 to 64 bytes.
/// The bytes themselves choose the sizes of the pieces. Reading ends at the first wrong frame.
/// Aborts the process if both readings give different messages, or if a message would be written
/// with another size than it was read with.
void read_frames(const std::uint8_t* bytes, std::size_t size);

}  // namespace tiersim
