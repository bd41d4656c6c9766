#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tiersim::service {

/// The worker's end of a FrameChannel. Both block until they are done. Both throw ProtocolError if
/// the other end closes in a frame.
void write_block(int descriptor, const std::vector<std::uint8_t>& bytes);
/// Nothing if the other end has closed after a whole frame.
std::optional<std::vector<std::uint8_t>> read_block(int descriptor);

}  // namespace tiersim::service
