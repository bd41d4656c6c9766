#pragma once

#include <cstdint>
#include <vector>

#include "models/service/wire/message.h"

namespace tiersim::service {

/// Returns the size of the frame of a message without filler, in bytes.
std::uint64_t least_bytes(const WireMessage& message);
/// Returns the bytes of filler that a frame needs to have the size WireMessage::wire_bytes. Returns
/// 0 if the frame is at least that large without filler.
std::uint64_t filler_bytes(const WireMessage& message);

/// Encodes the part of a frame before its content: the header and the stops. Throws ProtocolError
/// if the message exceeds a limit of frame_layout.h, or has no stop or no stamps.
std::vector<std::uint8_t> frame_head(const WireMessage& message);
/// Encodes the part of a frame after its filler: the records WireMessage::stamps of `message`.
std::vector<std::uint8_t> frame_tail(const WireMessage& message);

/// Encodes a whole frame, with content and filler. Only tests use it. Throws ProtocolError as
/// frame_head() does.
std::vector<std::uint8_t> whole_frame(const WireMessage& message);

}  // namespace tiersim::service
