#pragma once

#include <cstddef>
#include <cstdint>

namespace tiersim {

/// Reads bytes as the frames of a connection, in pieces whose sizes the bytes themselves choose.
/// Aborts if a message that was read does not write the same size again, or reads differently in
/// one piece.
void read_frames(const std::uint8_t* bytes, std::size_t size);

}  // namespace tiersim
