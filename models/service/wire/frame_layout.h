#pragma once

#include <cstddef>
#include <cstdint>

namespace tiersim::service {

// A frame is the form of one message on a connection. Its parts are header, stops, content, filler
// and stamps, in this order. Integers are little endian. The stamps come last, because the last
// stamp is the time at which the last bytes are sent. docs/emulation-protocol.md has a table of all
// fields.

constexpr std::uint32_t kMagic = 0x4d525354;  ///< first field of each frame: the bytes "TSRM"
constexpr std::uint16_t kVersion = 1;         ///< version of this format; others are refused

constexpr std::size_t kHeaderBytes = 56;  ///< size of the header
constexpr std::size_t kStopBytes = 20;    ///< size of one stop of the route (RouteStop)
constexpr std::size_t kStampsBytes = 96;  ///< size of one record of stamps (Stamps)

/// Bits of the flags in the header of a frame: kOwnConnection is set for
/// WireMessage::own_connection, kWarmUp for WireMessage::warm_up.
constexpr std::uint8_t kOwnConnection = 1, kWarmUp = 2;

// A frame that exceeds one of these limits is not sent, and closes the connection that receives it:

constexpr std::size_t kMostStops = 16;             ///< stops of a frame
constexpr std::size_t kMostStamps = 32;            ///< records of stamps of a frame
constexpr std::uint32_t kMostContent = 64u << 20;  ///< bytes of content of a frame
/// The largest number of bytes of filler in a frame. Filler is zeros that bring a frame to the size
/// that the study gives the message, which is at most 1 GB.
constexpr std::uint64_t kMostFiller = 2'000'000'000;

}  // namespace tiersim::service
