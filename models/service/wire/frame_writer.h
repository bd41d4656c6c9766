#pragma once

#include <cstdint>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// Bytes of the message without filler.
std::uint64_t least_bytes(const WireMessage& message);
/// Bytes of filler that bring the message to its `wire_bytes`.
std::uint64_t filler_bytes(const WireMessage& message);

/// The parts of a frame that are not content: header and stops before it, stamps at the end. Throws
/// ProtocolError if the message exceeds a limit of frame_layout.h.
std::vector<std::uint8_t> frame_head(const WireMessage& message);
std::vector<std::uint8_t> frame_tail(const WireMessage& message);

/// A whole frame, for tests.
std::vector<std::uint8_t> whole_frame(const WireMessage& message);

}  // namespace tiersim::service
