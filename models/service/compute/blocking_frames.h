#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tiersim::service {

/// Sends `bytes` to the FrameChannel at the other end of the socket `descriptor`, as one frame.
/// Blocks until all bytes are sent. Throws ProtocolError if the other end has closed.
void write_block(int descriptor, const std::vector<std::uint8_t>& bytes);
/// Receives one frame from the FrameChannel at the other end of the socket `descriptor` and returns
/// its content. Blocks until the whole frame has arrived. Returns nothing if the other end closed
/// between two frames. Throws ProtocolError if it closed inside a frame, or if the frame is longer
/// than 1 GiB.
std::optional<std::vector<std::uint8_t>> read_block(int descriptor);

}  // namespace tiersim::service
