#pragma once

#include <cstddef>
#include <cstdint>

namespace tiersim::service {

/// A frame is one message on a connection: header, stops, content, filler, stamps. Integers are
/// little endian. The stamps come last, because the last stamp is the time of sending the last
/// bytes. docs/emulation-protocol.md has the table of all fields.

constexpr std::uint32_t kMagic = 0x4d525354;  ///< the bytes "TSRM"
constexpr std::uint16_t kVersion = 1;

constexpr std::size_t kHeaderBytes = 56;
constexpr std::size_t kStopBytes = 20;
constexpr std::size_t kStampsBytes = 96;

constexpr std::uint8_t kOwnConnection = 1, kWarmUp = 2;  ///< flags

/// A frame that exceeds one of these limits is refused.
constexpr std::size_t kMostStops = 16;
constexpr std::size_t kMostStamps = 32;
constexpr std::uint32_t kMostContent = 64u << 20;     ///< bytes
constexpr std::uint64_t kMostFiller = 2'000'000'000;  ///< bytes; a study's largest message is 1 GB

}  // namespace tiersim::service
